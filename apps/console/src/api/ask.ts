import type { z } from 'zod';
import { language } from '../text/language.ts';
import { ConsoleProblem, problemFrom } from './console-problem.ts';
import { tellSessionEnd } from './session-end.ts';

/** Longest a page waits for one answer. */
const ANSWER_LIMIT_MS = 20_000;

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is: part of a CSV file. */
  readonly csv?: Uint8Array<ArrayBuffer>;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks the server and reads the answer by `schema` (`z.void()` for an answer without a body).
 * An answer that says nobody is logged in leads to the login page besides.
 * @throws {ConsoleProblem}
 */
export async function ask<Body>(schema: z.ZodType<Body>, path: string, question: Question = {}): Promise<Body> {
  const response = await send(path, question);
  const text = await response.text().catch(() => {
    throw new ConsoleProblem('unreachable', response.status);
  });
  const body = jsonOf(text);
  if (!response.ok) {
    const problem = problemFrom(response.status, body, response.headers.get('Retry-After'));
    if (problem.code === 'staff-login-required') tellSessionEnd();
    throw problem;
  }
  const read = schema.safeParse(body);
  if (!read.success) throw new ConsoleProblem('unreadable', response.status);
  return read.data;
}

async function send(path: string, { method = 'GET', body, csv, idempotencyKey, signal }: Question): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, application/problem+json', 'Accept-Language': language() });
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (csv !== undefined) headers.set('Content-Type', 'text/csv');
  const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
  try {
    return await fetch(path, {
      method,
      headers,
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(csv === undefined ? {} : { body: csv }),
    });
  } catch (error) {
    // Whoever gave up asking is not told that nobody answered.
    if (signal?.aborted === true) throw error;
    throw new ConsoleProblem('unreachable');
  }
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
