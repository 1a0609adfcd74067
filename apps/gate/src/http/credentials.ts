import { Problem } from '@sunbeon/core';
import { type Pass, type Session, type Ticket, verifyPass } from '@sunbeon/crypto';
import { bearerOf, sessionTokenOf, type WithHeaders } from '@sunbeon/service-kit';
import type { GateContext } from '../context.ts';

/**
 * The verified person who asks: by `Authorization: Bearer`, else by the session cookie.
 * @throws {Problem} `login-required` without a session, `session-invalid` with one that does not verify or was ended
 */
export function sessionOf({ sessions }: GateContext, req: WithHeaders): Session {
  return sessions.read(sessionTokenOf(req));
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
