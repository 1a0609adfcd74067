import type { ProblemCode, ProblemDocument } from '@sunbeon/core';
import { language } from '../text/language.ts';

/** Longest the page waits for one answer before it counts as none. */
const ANSWER_LIMIT_MS = 10_000;

/** What the gate (or the network) said instead of the answer. `detail` is fit to be shown. */
export interface Refusal {
  readonly code: ProblemCode | 'unreachable';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What `Retry-After` asked for. */
  readonly retryAfterMs: number | null;
}

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly bearer?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
}

/**
 * Asks the gate and never throws: no connection, no answer in time and answers that are not the gate's own come back as
 * the refusal `unreachable`. The gate that serves this page is of the same release, so a successful answer is taken as
 * the contract's `Body`.
 */
export async function ask<Body>(path: string, question: Question = {}): Promise<Answer<Body>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), ANSWER_LIMIT_MS);
  try {
    const response = await fetch(path, { ...requestOf(question), signal: limit.signal });
    const text = await response.text();
    if (!response.ok) return { ok: false, refusal: refusalOf(response, text) };
    const body: Body = text === '' ? undefined : JSON.parse(text);
    return { ok: true, body };
  } catch {
    return { ok: false, refusal: unreachable(0) };
  } finally {
    clearTimeout(timer);
  }
}

function requestOf({ method = 'GET', bearer, idempotencyKey, body }: Question): RequestInit {
  const headers = new Headers({ Accept: 'application/json, application/problem+json', 'Accept-Language': language() });
  if (bearer !== undefined) headers.set('Authorization', `Bearer ${bearer}`);
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  if (body === undefined) return { method, headers };
  headers.set('Content-Type', 'application/json');
  return { method, headers, body: JSON.stringify(body) };
}

function refusalOf(response: Response, text: string): Refusal {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
  if (!isProblem) return unreachable(response.status);
  const problem: ProblemDocument & Record<string, unknown> = JSON.parse(text);
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return {
    code: problem.code,
    status: response.status,
    title: problem.title,
    detail: problem.detail,
    facts: problem,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
  };
}

function unreachable(status: number): Refusal {
  return { code: 'unreachable', status, title: '', detail: '', facts: {}, retryAfterMs: null };
}

const SOONEST_RETRY_MS = 1_000;
const LATEST_RETRY_MS = 20_000;

/**
 * How long to wait before attempt number `attempt` (the first retry is 1): doubling up to 20 s, or what the gate asked
 * for, spread by up to half so that a crowd cut off together does not come back together. `random` in [0, 1).
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number): number {
  const base = retryAfterMs ?? Math.min(SOONEST_RETRY_MS * 2 ** (attempt - 1), LATEST_RETRY_MS);
  return Math.round(base * (1 + random / 2));
}
