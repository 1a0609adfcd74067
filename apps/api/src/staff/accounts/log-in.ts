import { Problem, staffLoginBodySchema } from '@sunbeon/core';
import { openTotp } from '@sunbeon/crypto';
import { findCredentials, openSession, type StaffCredentials } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { countLogin, uncountLogin } from './login-attempts.ts';
import { answerLogin, drawSession, noteLogin } from './member-session.ts';
import { stepOfCode } from './totp.ts';

/**
 * `POST /v1/staff/sessions`: password and code at once. A login nobody has is answered as a wrong password is, after the
 * same time, and so is a code that was used before.
 */
export const logIn =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { login, password, code } = staffLoginBodySchema.parse(req.body);
    const counted = await countLogin(context, req, login);
    const known = await findCredentials(context.store, login);
    const isRight = await context.passwords
      .verify(password, known?.passwordHash ?? null)
      .catch(async (error: unknown) => {
        await uncountLogin(context, counted);
        throw error;
      });
    const step = await stepOf(context, known, code);
    if (known === null || !isRight || step === null) throw new Problem('staff-login-failed');
    const { member } = known;
    const session = drawSession(req, member.id);
    if (!(await openSession(context.store, step, session.kept))) throw new Problem('staff-login-failed');
    await uncountLogin(context, counted);
    await noteLogin(context, member, 'staff.log-in');
    answerLogin(context, req, res, session, member);
  };

async function stepOf(
  { config, logger }: ApiContext,
  known: StaffCredentials | null,
  code: string,
): Promise<number | null> {
  if (known === null) return null;
  try {
    return stepOfCode(await openTotp(config.sealingKeys, known.sealedTotp, known.member.id), code);
  } catch (error) {
    logger.error({ err: error, staffId: known.member.id }, 'the secret of an authenticator app cannot be opened');
    return null;
  }
}
