import { aheadOf, type CallingRate, etaFor, Problem, pollAfterMs, type TicketStanding } from '@sunbeon/core';
import type { Ticket } from '@sunbeon/crypto';
import type { LineStatus } from '@sunbeon/waiting-room';
import { countedAs } from '../acting/holder-of.ts';
import type { GateContext } from '../context.ts';
import { type Answer, type HotHandler, ownJson } from '../hot/answer.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { numberOf } from '../window/number-of.ts';
import { statusPageAtHand, statusPageOf } from '../window/status-page.ts';

/** Numbers this near the front may be called before the next snapshot; for them the line itself is asked. */
const NEAR_THE_FRONT = 200;
/** States in which whoever has not been called is waiting. */
const IN_LINE = new Set(['open', 'paused', 'exhausted']);

interface Place extends Pick<TicketStanding, 'ahead' | 'state'> {
  readonly number: number;
  readonly rate: CallingRate | null;
}

/** `GET /v1/tickets/me`: where the ticket stands, and when asking again makes sense. */
export const ticketStanding =
  (context: GateContext): HotHandler =>
  ({ headers }) => {
    const ticket = ticketOf(context, { headers });
    context.limits.count('standing', countedAs(ticket));
    const page = statusPageAtHand(context, ticket.windowId);
    const far = page === null || ticket.number === null ? null : farFrom(page.status, ticket.number, ticket.epoch);
    return far === null ? askedAnew(context, ticket) : standingAnswer(ticket.windowId, far);
  };

/** Whoever is near the front, or whose number is not the one on the ticket, is looked for in the line itself. */
async function askedAnew(context: GateContext, ticket: Ticket): Promise<Answer> {
  const { windowId, epoch } = ticket;
  const number = await numberOf(context, ticket);
  if (number === null) return ownJson(200, lobbyStanding(windowId));
  const page = await statusPageOf(context, windowId);
  const far = page === null ? null : farFrom(page.status, number, epoch);
  return standingAnswer(windowId, far ?? (await placeOf(context, windowId, number)));
}

function standingAnswer(windowId: string, { number, ahead, state, rate }: Place): Answer {
  const eta = rate === null ? null : etaFor(ahead, rate);
  const pollMs = pollAfterMs(ahead === 0 ? { low: 0 } : eta, Math.random());
  const answer: TicketStanding = { windowId, number, ahead, state, eta, pollAfterMs: pollMs };
  return ownJson(200, answer);
}

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
function farFrom(line: LineStatus, number: number, epoch: number): Place | null {
  const ahead = aheadOf(number, line.serving, line.skips);
  const isSettled =
    IN_LINE.has(line.state) &&
    epoch === line.epoch &&
    number <= line.issued &&
    ahead > Math.max(NEAR_THE_FRONT, line.maxPerSecond);
  return isSettled ? { number, ahead, state: 'waiting', rate: line.rate } : null;
}

async function placeOf({ room }: GateContext, windowId: string, number: number): Promise<Place> {
  const standing = await askLine(() => room.standing(windowId, number));
  // We signed the ticket, so the line gave the number: it is the line that is not what it was.
  if (standing === null) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
  return { number, ...standing };
}
