import { problemDocument } from '@sunbeon/core';
import { languageOf, problemOf } from '@sunbeon/service-kit';
import type { ErrorRequestHandler, Request } from 'express';
import { comeAgainPage, PLAIN_POLICY } from '../plain/plain-page.ts';

const UNAVAILABLE = 503;

/**
 * Whoever looks for a page while a gate has taken on all it may, or while Redis is away, gets a page that says so and asks
 * again by itself; programs go on to the problem document.
 */
export const comeAgain: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const { status, code, retryAfterSeconds } = problemOf(error);
  if (res.headersSent || status !== UNAVAILABLE || !isForReading(req)) return next(error);
  const language = languageOf(req);
  const { title, detail } = problemDocument(code, language);
  if (retryAfterSeconds !== null) res.set('Retry-After', String(retryAfterSeconds));
  res
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'Content-Language': language,
      'Content-Security-Policy': PLAIN_POLICY,
      Vary: 'Accept-Language',
    })
    .type('html')
    .send(comeAgainPage({ title, detail, retryAfterSeconds }, language));
};

/** Browsers ask for HTML by name when somebody opens an address, and never when a script asks. */
function isForReading({ headers }: Request): boolean {
  return headers.accept?.includes('text/html') === true;
}
