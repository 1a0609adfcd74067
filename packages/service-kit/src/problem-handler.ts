import { type Language, Problem, problemDocument } from '@sunbeon/core';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import type { Logger } from './logger.ts';

/** The language to answer in: English when it is asked for ahead of Korean, else Korean. */
export function languageOf(req: Request): Language {
  return req.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko';
}

/** Answers `404 not-found` for every address no route took. */
export const unknownRoute: RequestHandler = () => {
  throw new Problem('not-found');
};

/** The only place where an error becomes an answer: `application/problem+json`, never a stack trace. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = asProblem(error);
    if (problem.status >= 500 && problem !== error) logger.error({ err: error, requestId: req.id }, 'request failed');
    sendProblem(req, res, problem);
  };
}

/** Writes `problem` as the answer to `req`. */
export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const language = languageOf(req);
  if (problem.retryAfterSeconds !== null) res.set('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
  res
    .status(problem.status)
    .set({ 'Content-Language': language, 'Cache-Control': 'no-store', Vary: 'Accept-Language' })
    .type('application/problem+json')
    .send(JSON.stringify({ ...problemDocument(problem.code, language), instance: requestIdOf(req), ...problem.facts }));
}

/** The id pino-http gave the request; the same one stands in the log. */
function requestIdOf(req: Request): string {
  return typeof req.id === 'string' ? req.id : '';
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) return new Problem('invalid-request', { errors: fieldErrors(error) });
  return bodyParserProblem(error) ?? new Problem('internal-error');
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
