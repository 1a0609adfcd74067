import { Problem } from '@sunbeon/core';
import type { Pass, Session, Ticket } from '@sunbeon/crypto';
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
export function passOf(context: GateContext, req: WithHeaders): Pass {
  const pass = passIn(context, req);
  if (pass === null) throw new Problem('pass-invalid');
  return pass;
}

/** The pass shown as a bearer token; `null` when it is none. */
export function passIn({ config, passes }: GateContext, req: WithHeaders): Pass | null {
  return passes.verify(config.keys.pass, bearerOf(req) ?? '');
}
