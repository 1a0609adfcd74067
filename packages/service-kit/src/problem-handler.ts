import { Problem } from '@sunbeon/core';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { requestId } from './http-log.ts';
import type { Logger } from './logger.ts';
import { languageOf, problemAnswer, problemOf } from './problem-answer.ts';

/** Answers `404 not-found` for every address no route took. */
export const unknownRoute: RequestHandler = () => {
  throw new Problem('not-found');
};

/** The only place where an error on Express' way becomes an answer. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status >= 500 && problem !== error) logger.error({ err: error, requestId: req.id }, 'request failed');
    sendProblem(req, res, problem);
  };
}

/** Writes `problem` as the answer to `req`. */
export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const { status, headers, body } = problemAnswer(problem, languageOf(req), requestIdOf(req));
  res.status(status).set(headers).send(body);
}

/** The id pino-http gave the request; the same one stands in the log. Whoever is refused before the log has only their own. */
function requestIdOf(req: Request): string {
  return typeof req.id === 'string' ? req.id : requestId(req);
}
