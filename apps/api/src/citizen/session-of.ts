import { Problem } from '@sunbeon/core';
import { type Session, verifySession } from '@sunbeon/crypto';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';

const SESSION_COOKIE = /(?:^|;\s*)sunbeon_session=([^;]+)/;

/**
 * The verified person behind a forwarded request: `Authorization: Bearer` first, then the session cookie.
 * @throws Problem `login-required` without a session, `session-invalid` with one that does not verify
 */
export function sessionOf({ sessionKeys }: ApiContext, req: Request): Session {
  const token = bearerOf(req) ?? SESSION_COOKIE.exec(req.headers.cookie ?? '')?.[1];
  if (token === undefined) throw new Problem('login-required');
  const session = verifySession(sessionKeys, token);
  if (session === null) throw new Problem('session-invalid');
  return session;
}

function bearerOf(req: Request): string | undefined {
  return /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}
