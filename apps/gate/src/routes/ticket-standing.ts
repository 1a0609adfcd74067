import { aheadOf, type CallingRate, etaFor, Problem, pollAfterMs, type TicketStanding } from '@sunbeon/core';
import type { Ticket } from '@sunbeon/crypto';
import type { LineStatus } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { numberOf } from '../window/number-of.ts';
import { statusPageOf } from '../window/status-page.ts';

/** Numbers this near the front may be called before the next snapshot; for them the line itself is asked. */
const NEAR_THE_FRONT = 200;
/** States in which whoever has not been called is waiting. */
const IN_LINE = new Set(['open', 'paused', 'exhausted']);

/** A ticket whose number is known. */
type Numbered = Ticket & { readonly number: number };
type Place = Pick<TicketStanding, 'ahead' | 'state'> & { readonly rate: CallingRate | null };

/** `GET /v1/tickets/me`: where the ticket stands, and when asking again makes sense. */
export const ticketStanding =
  (context: GateContext): HotHandler =>
  async ({ headers }) => {
    const ticket = ticketOf(context, { headers });
    context.limits.count('standing', ticket.personKey);
    const { windowId } = ticket;
    const number = await numberOf(context, ticket);
    if (number === null) return ownJson(200, lobbyStanding(windowId));
    const numbered = { ...ticket, number };
    const page = await statusPageOf(context, windowId);
    const { ahead, state, rate } = (page && farFrom(page.status, numbered)) ?? (await placeOf(context, numbered));
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

/** In the lobby of a draw nobody is ahead of anybody yet. */
function lobbyStanding(windowId: string): TicketStanding {
  const pollMs = pollAfterMs(null, Math.random());
  return { windowId, number: null, ahead: 0, state: 'lobby', eta: null, pollAfterMs: pollMs };
}

/**
 * The place of a number that is far from its turn, by the snapshot that everyone shares: such a number can only be
 * waiting, and how many are ahead is at most a quarter of a second old. `null` when that does not settle it, as for
 * someone who came a moment ago and whose number the snapshot has not seen.
 */
function farFrom(line: LineStatus, { number, epoch }: Numbered): Place | null {
  const ahead = aheadOf(number, line.serving, line.skips);
  const isSettled =
    IN_LINE.has(line.state) &&
    epoch === line.epoch &&
    number <= line.issued &&
    ahead > Math.max(NEAR_THE_FRONT, line.maxPerSecond);
  return isSettled ? { ahead, state: 'waiting', rate: line.rate } : null;
}

async function placeOf({ room }: GateContext, { windowId, number }: Numbered): Promise<Place> {
  const standing = await askLine(() => room.standing(windowId, number));
  // We signed the ticket, so the line gave the number: it is the line that is not what it was.
  if (standing === null) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
  return standing;
}
