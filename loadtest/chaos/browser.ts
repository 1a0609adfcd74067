import { Pool } from 'undici';
import { z } from 'zod';

/** Longest a browser waits for one answer before it counts as none. */
const ANSWER_LIMIT_MS = 10_000;
const CONNECTIONS = 512;

/** What the gate said; `unreachable` when nothing came that is the gate's. */
export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly code: string; readonly status: number; readonly retryAfterMs: number | null };

/** An answer with the instants of asking and of having it, in milliseconds. */
export type Timed<Body> = Answer<Body> & { readonly sentAtMs: number; readonly answeredAtMs: number };

export interface Question<Body> {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly schema: z.ZodType<Body>;
  readonly bearer?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
}

const problemSchema = z.looseObject({ code: z.string() });

/** Asks the gate as the pages do: one attempt at a time, never longer than ten seconds, and what is not understood is no answer. */
export class Browser implements AsyncDisposable {
  readonly #pool: Pool;

  constructor(origin: string) {
    const limits = { headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS };
    this.#pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1, ...limits });
  }

  /** One attempt; never rejects. */
  async ask<Body>(question: Question<Body>): Promise<Timed<Body>> {
    const sentAtMs = nowMs();
    const answer = await this.#answer(question);
    return { ...answer, sentAtMs, answeredAtMs: nowMs() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  async #answer<Body>({ method = 'GET', path, schema, ...rest }: Question<Body>): Promise<Answer<Body>> {
    try {
      const response = await this.#pool.request({
        method,
        path,
        headers: headersOf(rest),
        body: rest.body === undefined ? null : JSON.stringify(rest.body),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      const json: unknown = await response.body.json();
      if (response.statusCode < 400) return { ok: true, body: schema.parse(json) };
      const problem = problemSchema.safeParse(json);
      const code = problem.success ? problem.data.code : 'unreachable';
      const seconds = Number(response.headers['retry-after'] ?? Number.NaN);
      const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
      return { ok: false, code, status: response.statusCode, retryAfterMs };
    } catch {
      return { ok: false, code: 'unreachable', status: 0, retryAfterMs: null };
    }
  }
}

/** Milliseconds of a clock that never goes back, comparable with instants of the stack on the same machine. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

function headersOf({ bearer, idempotencyKey, body }: Pick<Question<unknown>, 'bearer' | 'idempotencyKey' | 'body'>) {
  return {
    accept: 'application/json, application/problem+json',
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

const SOONEST_RETRY_MS = 1_000;
const LATEST_RETRY_MS = 20_000;

/** The pages' rule: doubling up to 20 s, or what the gate asked for, spread by up to half. `random` in [0, 1). */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number): number {
  const base = retryAfterMs ?? Math.min(SOONEST_RETRY_MS * 2 ** (attempt - 1), LATEST_RETRY_MS);
  return Math.round(base * (1 + random / 2));
}

/** The pages' rule: no answer, too many requests, trouble behind the gate, or the same request still under way. */
export function worthRepeating({ code, status }: { readonly code: string; readonly status: number }): boolean {
  return status === 0 || status === 429 || status >= 500 || code === 'request-in-flight';
}
