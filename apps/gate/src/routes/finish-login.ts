import { Problem } from '@sunbeon/core';
import { beginSession, type LoginAttempt, personKeyOf, type Session, sealContact } from '@sunbeon/crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { GateContext } from '../context.ts';
import { cookieOptions } from '../http/cookies.ts';
import { setSessionCookie } from '../http/session-cookie.ts';
import { finishLogin as finishWith, type Verification } from '../identity/login.ts';
import { attemptFor, forgetAttempt } from '../identity/login-cookies.ts';

/** `GET /v1/identity/callback`: the provider's answer becomes a session cookie, and the browser goes back to its page. */
export const finishLogin =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { config, providers } = context;
    const [, query = ''] = req.url.split('?', 2);
    const attempt = attemptFor(req, config.keys.session, new URLSearchParams(query).get('state') ?? '');
    const provider = attempt && providers.get(attempt.provider);
    if (!attempt || !provider) throw new Problem('login-failed', { reason: 'state' });
    forgetAttempt(res, attempt, cookieOptions(config, attempt.origin));
    res.set('Cache-Control', 'no-store');
    try {
      const verification = await finishWith(provider, attempt, query);
      setSessionCookie(res, config, attempt.origin, await sessionFor(context, attempt.provider, verification));
      res.redirect(303, attempt.returnTo);
    } catch (error) {
      if (error instanceof Problem) {
        context.logger.info(
          { provider: attempt.provider, ...error.facts, code: error.code },
          'a login was not finished',
        );
      }
      showFailure(req, res, attempt, error);
    }
  };

async function sessionFor({ config }: GateContext, provider: string, { person, atMs }: Verification): Promise<Session> {
  const { ci, name, phone, birthDate } = person;
  const personKey = personKeyOf(config.keys.person, ci);
  const sealedContact = await sealContact(config.keys.sealing, { name, phone }, personKey);
  const verified = { personKey, birthDate, sealedContact, provider, verifiedAtMs: atMs };
  const session = beginSession(verified, config.sessionLifetime);
  // Remembered by the provider from so long ago that the session would be over.
  if (session.expiresAtMs <= session.issuedAtMs) throw new Problem('login-failed', { reason: 'auth_time' });
  return session;
}

/** A person in a browser goes back to the page they came from, which says what happened; a program gets the problem. */
function showFailure(req: Request, res: Response, { origin, returnTo }: LoginAttempt, error: unknown): void {
  if (!(error instanceof Problem) || req.accepts(['json', 'html']) !== 'html') throw error;
  const page = new URL(returnTo, origin);
  page.searchParams.set('problem', error.code);
  res.redirect(303, `${page.pathname}${page.search}${page.hash}`);
}
