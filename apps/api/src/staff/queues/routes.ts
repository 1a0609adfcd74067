import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { LOOKING, type StaffRoute } from '../staff-route.ts';
import { BOARD_PATH } from './queue-board.ts';

/** The page writes its own styles; everything else comes from this door, or not at all. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const look = (path: string): StaffRoute => ({ method: 'get', path: `${BOARD_PATH}${path}`, roles: LOOKING, handle });

function handle({ queueBoard }: ApiContext): RequestHandler {
  return (req, res, next) => {
    res.set('Content-Security-Policy', POLICY);
    queueBoard.answer(req, res, next);
  };
}

/**
 * What of bull-board exists here: its pages and what they read. Whatever would change a job or the queue is not mounted,
 * for a request in it is one that was accepted.
 */
export const queueRoutes: readonly StaffRoute[] = [
  look(''),
  look('/queue/:queueName'),
  look('/queue/:queueName/:jobId'),
  look('/static/*path'),
  look('/api/queues'),
  look('/api/redis/stats'),
  look('/api/queues/:queueName/:jobId'),
  look('/api/queues/:queueName/:jobId/logs'),
];
