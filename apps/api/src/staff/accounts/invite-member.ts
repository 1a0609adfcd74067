import { randomUUID } from 'node:crypto';
import { type InvitedMember, inviteMemberBodySchema } from '@sunbeon/core';
import { inviteMember as invite } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { newInvitation } from './new-invitation.ts';

/** `POST /v1/staff/members`: an account, and the way in for whoever it is for. */
export const inviteMember =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const body = inviteMemberBodySchema.parse(req.body);
    const id = randomUUID();
    const { token, kept } = await newInvitation(context, id);
    const member = await invite(context.store, id, body, kept, actorOf(req));
    const invited: InvitedMember = { member, invitation: { token, expiresAt: kept.expiresAt.toISOString() } };
    res.status(201).set('Cache-Control', 'no-store').json(invited);
  };
