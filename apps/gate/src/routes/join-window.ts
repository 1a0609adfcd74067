import { aheadOf, eligibilityOf, etaFor, joinWindowBodySchema, Problem, type TicketGrant } from '@sunbeon/core';
import { type Session, signTicket, ticketExpiryMs } from '@sunbeon/crypto';
import { languageOf } from '@sunbeon/service-kit';
import type { Joined, PublishedWindow } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { sessionOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';
import { iso } from '../window/window-views.ts';

type Place = Extract<Joined, { outcome: 'placed' }>;

/** `POST /v1/windows/:id/tickets`: a number for the verified person, the same one however often they ask. */
export const joinWindow =
  (context: GateContext): HotHandler =>
  async ({ id, headers, body }) => {
    const session = sessionOf(context, { headers });
    context.limits.count('join', session.personKey);
    refuseBeneficiary(body);
    const window = await findWindow(context, id);
    requireEligible(window, session);
    const place = await askLine(() => context.room.join(window.id, session.personKey));
    if (place.outcome !== 'placed') throw refusal(place);
    const ticket = signTicket(context.config.keys.ticket, {
      windowId: window.id,
      number: place.number,
      epoch: place.epoch,
      personKey: session.personKey,
      sealedContact: session.sealedContact,
      language: languageOf({ headers }),
      expiresAtMs: ticketExpiryMs(window.closesAtMs),
    });
    const grant: TicketGrant = { ticket, number: place.number, ...(await standingIn(context, window, place)) };
    return ownJson(place.first ? 201 : 200, grant);
  };

/** Until a parent can consent, a place is for the person who asks and for nobody else. */
function refuseBeneficiary(body: unknown): void {
  if (body === undefined) return;
  const { beneficiary } = joinWindowBodySchema.parse(body);
  if (beneficiary === undefined) return;
  throw new Problem('invalid-request', { errors: [{ field: 'beneficiary', message: 'not supported yet' }] });
}

function requireEligible(window: PublishedWindow, { birthDate }: Session): void {
  const eligibility = eligibilityOf(window.cohort, birthDate);
  if (!eligibility.eligible) throw new Problem('not-eligible', { rule: eligibility.rule, cohort: window.cohort });
}

/** Whoever comes again may have been admitted or have booked meanwhile; the line is asked only then. */
async function standingIn(
  { room }: GateContext,
  window: PublishedWindow,
  place: Place,
): Promise<Pick<TicketGrant, 'state' | 'ahead' | 'eta'>> {
  const again = place.first ? null : await askLine(() => room.standing(window.id, place.number));
  const ahead = again?.ahead ?? aheadOf(place.number, place.serving);
  const eta = place.rate === null ? null : etaFor(ahead, place.rate);
  return { state: again?.state ?? (place.number <= place.serving ? 'called' : 'waiting'), ahead, eta };
}

/** What the person is told when the line gives no number. */
function refusal(joined: Exclude<Joined, Place>): Problem {
  switch (joined.outcome) {
    case 'not-open':
      return new Problem('window-not-open', { opensAt: iso(joined.opensAtMs) });
    case 'closed':
      return new Problem('window-closed');
    case 'unknown':
      return new Problem('window-unknown');
    case 'ceiling':
      return new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return joined satisfies never;
  }
}
