import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '@sunbeon/core';
import { type Pass, type Session, type Ticket, verifyPass, verifySession } from '@sunbeon/crypto';
import type { GateContext } from '../context.ts';
import { cookieOf } from './cookies.ts';

/** As much of a request as credentials travel in. */
export interface WithHeaders {
  readonly headers: IncomingHttpHeaders;
}

/** The cookie that carries the session in a browser. */
export const SESSION_COOKIE = 'sunbeon_session';

/** The token of `Authorization: Bearer …`, if any. */
export function bearerOf(req: WithHeaders): string | null {
  const { authorization } = req.headers;
  if (authorization === undefined) return null;
  return /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1] ?? null;
}

/**
 * The verified person who asks: by `Authorization: Bearer`, else by the session cookie.
 * @throws {Problem} `login-required` without a session, `session-invalid` with one that does not verify
 */
export function sessionOf({ config }: GateContext, req: WithHeaders): Session {
  const token = bearerOf(req) ?? cookieOf(req, SESSION_COOKIE);
  if (token === null) throw new Problem('login-required');
  const session = verifySession(config.keys.session, token);
  if (session === null) throw new Problem('session-invalid');
  return session;
}

/** The ticket shown as a bearer token. @throws {Problem} `ticket-invalid` */
export function ticketOf({ config, tickets }: GateContext, req: WithHeaders): Ticket {
  const ticket = tickets.verify(config.keys.ticket, bearerOf(req) ?? '');
  if (ticket === null) throw new Problem('ticket-invalid');
  return ticket;
}

/** The pass shown as a bearer token. @throws {Problem} `pass-invalid` */
export function passOf({ config }: GateContext, req: WithHeaders): Pass {
  const pass = verifyPass(config.keys.pass, bearerOf(req) ?? '');
  if (pass === null) throw new Problem('pass-invalid');
  return pass;
}
