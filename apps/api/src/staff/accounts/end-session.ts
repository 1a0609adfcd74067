import { Problem } from '@sunbeon/core';
import { endSession as end, noteAudit } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../../context.ts';
import { STAFF_COOKIE } from '../staff-credentials.ts';
import { actorOf, staffOf } from '../staff-of.ts';

const sessionIdSchema = z.uuid();

/** `DELETE /v1/staff/sessions/:id`: one's own, `current` being the one that asks; an admin ends anybody's. */
export const endSession =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { id: staffId, role, sessionId } = staffOf(req);
    const asked = req.params['id'] === 'current' ? sessionId : req.params['id'];
    const id = sessionIdSchema.safeParse(asked);
    const whose = role === 'admin' ? null : staffId;
    if (!id.success || !(await end(store, id.data, whose))) throw new Problem('not-found');
    if (id.data === sessionId) res.clearCookie(STAFF_COOKIE, { path: '/' });
    else await noteAudit(store, { actor: actorOf(req), action: 'staff.end-session', subject: id.data, details: {} });
    res.status(204).end();
  };
