import { Problem } from '@sunbeon/core';
import {
  beginSession,
  type LoginAttempt,
  personKeyOf,
  type Session,
  sealContact,
  signSession,
  verifyLoginAttempt,
} from '@sunbeon/crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { GateContext } from '../context.ts';
import { cookieOf, cookieOptions } from '../http/cookies.ts';
import { SESSION_COOKIE } from '../http/credentials.ts';
import { CALLBACK_PATH, finishLogin as finishWith, type VerifiedPerson } from '../identity/login.ts';
import { LOGIN_COOKIE } from './start-login.ts';

/** `GET /v1/identity/callback`: the provider's answer becomes a session cookie, and the browser goes back to its page. */
export const finishLogin =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { keys } = context.config;
    const attempt = verifyLoginAttempt(keys.session, cookieOf(req, LOGIN_COOKIE) ?? '');
    const provider = attempt && context.providers.get(attempt.provider);
    if (!attempt || !provider) throw new Problem('login-failed');
    const options = cookieOptions(context.config, attempt.origin);
    res.clearCookie(LOGIN_COOKIE, { ...options, path: CALLBACK_PATH }).set('Cache-Control', 'no-store');
    try {
      const [, query = ''] = req.url.split('?', 2);
      const session = await sessionFor(context, provider.settings.id, await finishWith(provider, attempt, query));
      res.cookie(SESSION_COOKIE, signSession(keys.session, session), {
        ...options,
        expires: new Date(session.expiresAtMs),
      });
      res.redirect(303, attempt.returnTo);
    } catch (error) {
      showFailure(req, res, attempt, error);
    }
  };

async function sessionFor({ config }: GateContext, provider: string, person: VerifiedPerson): Promise<Session> {
  const personKey = personKeyOf(config.keys.person, person.ci);
  const contact = { name: person.name, phone: person.phone_number };
  const sealedContact = await sealContact(config.keys.sealing, contact, personKey);
  const verified = { personKey, birthDate: person.birthdate, sealedContact, provider, verifiedAtMs: Date.now() };
  return beginSession(verified, config.sessionLifetime);
}

/** A person in a browser goes back to the page they came from, which says what happened; a program gets the problem. */
function showFailure(req: Request, res: Response, { origin, returnTo }: LoginAttempt, error: unknown): void {
  if (!(error instanceof Problem) || req.accepts(['json', 'html']) !== 'html') throw error;
  const page = new URL(returnTo, origin);
  page.searchParams.set('problem', error.code);
  res.redirect(303, `${page.pathname}${page.search}${page.hash}`);
}
