import { listSessions } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';

/** `GET /v1/staff/sessions`: where one is logged in; an admin sees everybody's. */
export const listOwnSessions =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { id, role, sessionId } = staffOf(req);
    const sessions = await listSessions(store, role === 'admin' ? 'everybody' : { staffId: id });
    res
      .set('Cache-Control', 'no-store')
      .json({ sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })) });
  };
