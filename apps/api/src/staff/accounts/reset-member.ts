import type { InvitedMember } from '@sunbeon/core';
import { changeMember, forgetAttempts } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { unknownDevicesKey } from './login-attempts.ts';
import { memberIdOf } from './member-id-of.ts';
import { newInvitation } from './new-invitation.ts';

/** `POST /v1/staff/members/:id/reset`: a new way in for who lost a factor, was disabled, or is locked out. */
export const resetMember =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const id = memberIdOf(req);
    const { token, kept } = await newInvitation(context, id);
    const member = await changeMember(context.store, id, { kind: 'reset', invitation: kept }, actorOf(req));
    await forgetAttempts(context.store, [unknownDevicesKey(context, member.login)]);
    const invited: InvitedMember = { member, invitation: { token, expiresAt: kept.expiresAt.toISOString() } };
    res.set('Cache-Control', 'no-store').json(invited);
  };
