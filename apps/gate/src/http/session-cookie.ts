import { renewedSession, type Session, signSession } from '@sunbeon/crypto';
import { bearerOf, SESSION_COOKIE } from '@sunbeon/service-kit';
import type { Request, Response } from 'express';
import type { GateConfig } from '../config.ts';
import { cookieOptions } from './cookies.ts';
import { publicOriginOf } from './public-origin.ts';

/** Hands the browser that came to `origin` its session, for as long as it is valid. */
export function setSessionCookie(res: Response, config: GateConfig, origin: string, session: Session): void {
  const expires = new Date(session.expiresAtMs);
  res.cookie(SESSION_COOKIE, signSession(config.keys.session, session), { ...cookieOptions(config, origin), expires });
}

/** Moves the end of a browser's session on when it is time; whoever shows a bearer token keeps the one they have. */
export function renewSession(
  { config }: { readonly config: GateConfig },
  req: Request,
  res: Response,
  session: Session,
): Session {
  const renewed = bearerOf(req) === null ? renewedSession(session, config.sessionLifetime) : null;
  if (renewed === null) return session;
  setSessionCookie(res, config, publicOriginOf(config, req), renewed);
  return renewed;
}
