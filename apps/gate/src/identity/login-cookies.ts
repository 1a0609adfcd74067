import { type Keyring, type LoginAttempt, signLoginAttempt, verifyLoginAttempt } from '@sunbeon/crypto';
import { cookieOf, cookiesOf, type WithHeaders } from '@sunbeon/service-kit';
import type { CookieOptions, Response } from 'express';
import { LOGIN_LIMIT_MS } from './login.ts';

/** Logins one browser may have under way; beginning another forgets the oldest. */
const MOST_ATTEMPTS = 5;
/** Where the browser shows them: at the beginning, to count them, and at the callback. */
const PATH = '/v1/identity';
const PREFIX = 'sunbeon_login_';
/** As much of the state as tells the attempts of one browser apart. */
const STATE_PART = /^[\w-]{16}/;

/** Keeps the attempt in the browser that began it, beside those it has under way in other tabs. */
export function keepAttempt(
  req: WithHeaders,
  res: Response,
  keys: Keyring,
  attempt: LoginAttempt,
  options: CookieOptions,
): void {
  for (const name of attemptNames(req).slice(0, 1 - MOST_ATTEMPTS)) res.clearCookie(name, { ...options, path: PATH });
  const cookie = { ...options, path: PATH, maxAge: LOGIN_LIMIT_MS };
  res.cookie(nameFor(attempt.state), signLoginAttempt(keys, attempt), cookie);
}

/** The attempt that a callback with this `state` belongs to, if this browser began it. */
export function attemptFor(req: WithHeaders, keys: Keyring, state: string): LoginAttempt | null {
  const attempt = verifyLoginAttempt(keys, cookieOf(req, nameFor(state)) ?? '');
  return attempt?.state === state ? attempt : null;
}

/** An attempt is over after its first callback, whatever became of it. */
export function forgetAttempt(res: Response, { state }: LoginAttempt, options: CookieOptions): void {
  res.clearCookie(nameFor(state), { ...options, path: PATH });
}

/** Oldest first: so browsers send cookies of one path (RFC 6265, 5.4). */
function attemptNames(req: WithHeaders): string[] {
  return cookiesOf(req).flatMap(([name]) => (name.startsWith(PREFIX) ? [name] : []));
}

function nameFor(state: string): string {
  return PREFIX + (STATE_PART.exec(state)?.[0] ?? '');
}
