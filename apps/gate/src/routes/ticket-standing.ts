import { etaFor, pollAfterMs, Problem, type TicketStanding } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine } from '../window/ask-line.ts';

/** `GET /v1/tickets/me`: where the ticket stands, and when asking again makes sense. */
export const ticketStanding =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, number } = ticketOf(context, req);
    const standing = await askLine(() => context.room.standing(windowId, number));
    if (standing === null) throw new Problem('ticket-invalid');
    const { ahead, state, rate } = standing;
    const eta = rate === null ? null : etaFor(ahead, rate);
    const waitSeconds = ahead === 0 ? 0 : (eta?.seconds ?? null);
    const answer: TicketStanding = {
      windowId,
      number,
      ahead,
      state,
      eta,
      pollAfterMs: pollAfterMs(waitSeconds, Math.random()),
    };
    res.set('Cache-Control', 'no-store').json(answer);
  };
