import { aheadOf, type CallingRate, etaFor, pollAfterMs, Problem, type TicketStanding } from '@sunbeon/core';
import type { Ticket } from '@sunbeon/crypto';
import type { LineStatus } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine } from '../window/ask-line.ts';
import { statusPageOf } from '../window/status-page.ts';

/** Numbers this near the front may be called before the next snapshot; for them the line itself is asked. */
const NEAR_THE_FRONT = 200;
/** Someone who came a moment ago may have a number that the snapshot has not seen yet. */
const IN_LINE = new Set(['open', 'paused', 'exhausted']);

type Place = Pick<TicketStanding, 'ahead' | 'state'> & { readonly rate: CallingRate | null };

/** `GET /v1/tickets/me`: where the ticket stands, and when asking again makes sense. */
export const ticketStanding =
  (context: GateContext): HotHandler =>
  async ({ headers }) => {
    const ticket = ticketOf(context, { headers });
    context.limits.count('standing', ticket.personKey);
    const { windowId, number } = ticket;
    const page = await statusPageOf(context, windowId);
    const { ahead, state, rate } = (page && farFrom(page.status, ticket)) ?? (await placeOf(context, ticket));
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
    return ownJson(200, answer);
  };

/**
 * The place of a number that is far from its turn, by the snapshot that everyone shares: such a number can only be
 * waiting, and how many are ahead is at most a quarter of a second old. `null` when that does not settle it.
 */
function farFrom(line: LineStatus, { number, epoch }: Ticket): Place | null {
  const ahead = aheadOf(number, line.serving);
  const isSettled =
    IN_LINE.has(line.state) &&
    epoch === line.epoch &&
    number <= line.issued &&
    ahead > Math.max(NEAR_THE_FRONT, line.maxPerSecond);
  return isSettled ? { ahead, state: 'waiting', rate: line.rate } : null;
}

async function placeOf({ room }: GateContext, { windowId, number }: Ticket): Promise<Place> {
  const standing = await askLine(() => room.standing(windowId, number));
  if (standing === null) throw new Problem('ticket-invalid');
  return standing;
}
