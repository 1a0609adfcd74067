import { listSessions } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';
import { memberIdOf } from './member-id-of.ts';

/** `GET /v1/staff/members/:id/sessions`: where somebody is logged in. */
export const listMemberSessions =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { sessionId } = staffOf(req);
    const sessions = await listSessions(store, { staffId: memberIdOf(req) });
    res
      .set('Cache-Control', 'no-store')
      .json({ sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })) });
  };
