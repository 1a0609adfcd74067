import { aheadOf, etaFor, type JoinWindowBody, joinWindowBodySchema, Problem, type TicketGrant } from '@sunbeon/core';
import { drawEntryOf, signTicket, ticketExpiryMs, verifyTicket } from '@sunbeon/crypto';
import { languageOf } from '@sunbeon/service-kit';
import type { Joined, PublishedWindow, Standing } from '@sunbeon/waiting-room';
import { type Holder, holderOf } from '../acting/holder-of.ts';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { sessionOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { findWindow, windowAtHand } from '../window/find-window.ts';
import { requireEligible } from '../window/require-eligible.ts';
import { iso } from '../window/window-views.ts';

type Place = Extract<Joined, { outcome: 'placed' }>;
type Lobby = Extract<Joined, { outcome: 'lobby' }>;

/** A body may be left away. */
const NOTHING_SAID: JoinWindowBody = {};
/** A draw is done within about a second. */
const DRAWING_SECONDS = 1;

/**
 * `POST /v1/windows/:id/tickets`: a number for the verified person, the same one however often they ask. A delegate gets
 * the one number of the beneficiary they act for. In the lobby of a draw the ticket has none yet; it is as good as one
 * that has, and whoever shows it after the draw learns the number.
 */
export const joinWindow =
  (context: GateContext): HotHandler =>
  async ({ id, headers, body }) => {
    const session = sessionOf(context, { headers });
    context.limits.count('join', session.personKey);
    const { beneficiary, ticket: shown } = body === undefined ? NOTHING_SAID : joinWindowBodySchema.parse(body);
    const window = windowAtHand(context, id) ?? (await findWindow(context, id));
    const holder = await holderOf(context, session, beneficiary);
    const { personKey, sealedContact, consentId } = holder;
    requireEligible(context, window, holder);
    if (shown !== undefined) await showTicket(context, window, holder, shown);
    const place = await askLine(() => context.room.join(window.id, personKey));
    if (place.outcome !== 'placed' && place.outcome !== 'lobby') throw refusal(place);
    const number = place.outcome === 'placed' ? place.number : null;
    const ticket = signTicket(context.config.keys.ticket, {
      windowId: window.id,
      number,
      epoch: place.epoch,
      personKey,
      sealedContact,
      language: languageOf({ headers }),
      ...(consentId === null ? {} : { consentId }),
      expiresAtMs: ticketExpiryMs(window.closesAtMs),
    });
    const entry = window.policy === 'draw' ? { entry: drawEntryOf(window.id, personKey) } : {};
    const isNew = place.outcome === 'lobby' || place.first;
    const again = isNew ? null : await askLine(() => context.room.standing(window.id, place.number));
    const grant: TicketGrant = { ticket, number, ...entry, ...standingIn(place, again) };
    return ownJson(place.first ? 201 : 200, grant);
  };

/**
 * Should the line have been lost since the ticket was given, the person has the number on it again. A ticket that says
 * nothing here (another window's, another person's, none of ours) is as good as none.
 */
async function showTicket(
  context: GateContext,
  { id }: PublishedWindow,
  { personKey }: Holder,
  shown: string,
): Promise<void> {
  const ticket = verifyTicket(context.config.keys.ticket, shown);
  if (ticket === null || ticket.number === null || ticket.windowId !== id || ticket.personKey !== personKey) return;
  const { number } = ticket;
  const reseated = await askLine(() => context.room.reseat(id, { ...ticket, number }));
  if (reseated.outcome === 'rebuilding' || reseated.outcome === 'unknown')
    throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
}

/** Whoever comes again may have been admitted or have booked meanwhile: of them the line was asked `again`. */
function standingIn(place: Place | Lobby, again: Standing | null): Pick<TicketGrant, 'state' | 'ahead' | 'eta'> {
  if (place.outcome === 'lobby') return { state: 'lobby', ahead: 0, eta: null };
  const ahead = again?.ahead ?? aheadOf(place.number, place.serving, place.skips);
  const eta = place.rate === null ? null : etaFor(ahead, place.rate);
  return { state: again?.state ?? (place.number <= place.serving ? 'called' : 'waiting'), ahead, eta };
}

/** What the person is told when the line gives no number. */
function refusal(joined: Exclude<Joined, Place | Lobby>): Problem {
  switch (joined.outcome) {
    case 'not-open':
      return new Problem('window-not-open', { opensAt: iso(joined.opensAtMs) });
    case 'closed':
      return new Problem('window-closed');
    case 'drawing':
      return new Problem('line-unavailable', {}, DRAWING_SECONDS);
    case 'ceiling':
    case 'rebuilding':
    // The window is among those in force: it is Redis that has just forgotten it.
    case 'unknown':
      return new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return joined satisfies never;
  }
}
