import { type Session, signSession } from '@sunbeon/crypto';
import type { Response } from 'express';
import type { GateConfig } from '../config.ts';
import { cookieOptions } from './cookies.ts';
import { SESSION_COOKIE } from './credentials.ts';

/** Hands the browser that came to `origin` its session, for as long as it is valid. */
export function setSessionCookie(res: Response, config: GateConfig, origin: string, session: Session): void {
  const expires = new Date(session.expiresAtMs);
  res.cookie(SESSION_COOKIE, signSession(config.keys.session, session), { ...cookieOptions(config, origin), expires });
}
