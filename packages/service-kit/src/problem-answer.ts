import type { IncomingHttpHeaders } from 'node:http';
import { type Language, Problem, problemDocument } from '@sunbeon/core';
import { ZodError } from 'zod';

/** An error as it goes over the wire. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `application/problem+json` (RFC 9457), never a stack trace. */
  readonly body: string;
}

/** What is written when `problem` is the answer; `requestId` becomes its `instance`. */
export function problemAnswer(problem: Problem, language: Language, requestId: string): ProblemAnswer {
  const { status, code, facts, retryAfterSeconds } = problem;
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': language,
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
      ...(retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({ ...problemDocument(code, language), instance: requestId, ...facts }),
  };
}

/** What the caller is told about an error: itself when it is a problem, which field is wrong, or `internal-error`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) return new Problem('invalid-request', { errors: fieldErrors(error) });
  return bodyParserProblem(error) ?? new Problem('internal-error');
}

/** Parts of `Accept-Language` that are looked at. */
const MAX_RANGES = 8;
const LANGUAGE_OF_TAG = new Map<string, Language>([
  ['ko', 'ko'],
  ['en', 'en'],
  ['*', 'ko'],
]);

/** The language to answer in: English when it is asked for ahead of Korean, else Korean (RFC 9110, 12.5.4). */
export function languageOf({ headers }: { readonly headers: IncomingHttpHeaders }): Language {
  const accepted = headers['accept-language'];
  if (accepted === undefined) return 'ko';
  let best: { language: Language; weight: number } = { language: 'ko', weight: 0 };
  for (const range of accepted.split(',', MAX_RANGES)) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = LANGUAGE_OF_TAG.get(tag.trim().split('-', 1)[0] ?? '');
    const weight = weightOf(parameters);
    if (language !== undefined && weight > best.weight) best = { language, weight };
  }
  return best.language;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}

function fieldErrors(error: ZodError): { field: string; message: string }[] {
  return error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
}

/** Express and its body parsers mark their errors with `type` and `status` (http-errors). */
function bodyParserProblem(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status === 413) return new Problem('body-too-large');
  if (error.status === 415) return new Problem('unsupported-media-type');
  if (error.status === 404) return new Problem('not-found');
  if (error.status >= 400 && error.status < 500) {
    return new Problem('type' in error && error.type === 'entity.parse.failed' ? 'invalid-json' : 'invalid-request');
  }
  return null;
}
