import { z } from 'zod';
import type { TestGate } from './a-gate.ts';

const problemSchema = z.object({ code: z.string(), type: z.string(), status: z.int() });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, or its text when it is no JSON. */
  readonly body: unknown;
}

export interface Question {
  readonly bearer?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

/** One request to the gate over real HTTP, redirects not followed. */
export async function call(
  { gate }: TestGate,
  method: string,
  path: string,
  { bearer, json, headers = {}, raw }: Question = {},
): Promise<Answer> {
  const sent = new Headers(headers);
  if (bearer !== undefined) sent.set('Authorization', `Bearer ${bearer}`);
  if (json !== undefined) sent.set('Content-Type', 'application/json');
  const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(`${gate.url}${path}`, {
    method,
    headers: sent,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = text !== '' && /json/.test(response.headers.get('Content-Type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** A problem in the form RFC 9457 gives it, as `status code`; anything else says what is wrong with it. */
export function problemOf({ status, headers, body }: Answer): string {
  const { code, type, status: said } = problemSchema.catch({ code: 'no problem', type: '', status: 0 }).parse(body);
  const isWhole =
    said === status &&
    type === `/docs/errors#${code}` &&
    headers.get('Content-Type')?.startsWith('application/problem+json') === true &&
    headers.get('Cache-Control') === 'no-store';
  return isWhole ? `${status} ${code}` : `${status}, not a whole problem: ${JSON.stringify(body)}`;
}
