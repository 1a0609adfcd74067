import { SESSION_COOKIE } from '@sunbeon/service-kit';
import { endSessions as end } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/**
 * `POST /v1/identity/sessions/end`: the person is nobody again in every browser, within a second or two. Postgres keeps it;
 * should Redis be away, a worker tells the gates.
 */
export const endSessions =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    const endedAtMs = await end(context.store, personKey);
    context.ended.note({ personKey, endedAtMs });
    await context.sessionEnds.note([{ personKey, endedAtMs }]).catch((error: unknown) => {
      context.logger.warn({ err: error }, 'the end of sessions will be published by a worker');
    });
    res.clearCookie(SESSION_COOKIE, { path: '/' }).set('Cache-Control', 'no-store').status(204).end();
  };
