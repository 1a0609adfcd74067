import { acceptInvitationBodySchema, type InvitationView, lookAtInvitationBodySchema, Problem } from '@sunbeon/core';
import { openTotp } from '@sunbeon/crypto';
import { acceptInvitation as accept, countAttempt, type FoundInvitation, findInvitation } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { digestOf } from '../staff-credentials.ts';
import { answerLogin, drawSession, noteLogin } from './member-session.ts';
import { stepOfCode, totpUri } from './totp.ts';

/** Codes that may be tried with one invitation. */
const LIMIT = { most: 20, withinMs: 15 * 60_000 };

interface OpenInvitation extends FoundInvitation {
  readonly digest: string;
  readonly secret: string;
}

/** `POST /v1/staff/invitations/look`: whom it is for, and what they put into their authenticator app. */
export const lookAtInvitation =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { token } = lookAtInvitationBodySchema.parse(req.body);
    const { member, secret, expiresAt } = await openInvitation(context, token);
    const totp = { secret, uri: totpUri(member.login, secret) };
    const body: InvitationView = { member, totp, expiresAt: expiresAt.toISOString() };
    res.set('Cache-Control', 'no-store').json(body);
  };

/** `POST /v1/staff/invitations/accept`: chooses the password, proves that the app is set up, and is logged in. */
export const acceptInvitation =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { token, password, code } = acceptInvitationBodySchema.parse(req.body);
    const { member, secret, digest } = await openInvitation(context, token);
    const { allowed, beginsAnewMs } = await countAttempt(context.store, `invitation:${digest}`, LIMIT);
    if (!allowed) throw new Problem('staff-login-locked', {}, Math.ceil(beginsAnewMs / 1_000));
    const step = stepOfCode(secret, code);
    if (step === null) throw new Problem('staff-login-failed');
    const passwordHash = await context.passwords.hash(password);
    const session = drawSession(req, member.id);
    if (!(await accept(context.store, { digest, passwordHash, step }, session.kept))) {
      throw new Problem('invitation-unknown');
    }
    await noteLogin(context, member, 'staff.accept');
    answerLogin(context, req, res, session, member);
  };

async function openInvitation({ store, config }: ApiContext, token: string): Promise<OpenInvitation> {
  const digest = digestOf(token);
  const found = await findInvitation(store, digest);
  if (found === null) throw new Problem('invitation-unknown');
  return { ...found, digest, secret: await openTotp(config.sealingKeys, found.sealedTotp, found.member.id) };
}
