import { Problem } from '@sunbeon/core';
import type { Logger } from '@sunbeon/service-kit';
import { isAway } from '@sunbeon/store';
import type { ErrorRequestHandler } from 'express';

const RETRY_AFTER_SECONDS = 2;

/** Postgres being away is nobody's mistake, and not ours to explain: `unavailable`, and when to come again. */
export function comeAgain(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _req, _res, next) => {
    if (!(error instanceof Error) || !isAway(error)) return next(error);
    logger.warn({ reason: error.message }, 'postgres does not answer');
    next(new Problem('unavailable', {}, RETRY_AFTER_SECONDS));
  };
}
