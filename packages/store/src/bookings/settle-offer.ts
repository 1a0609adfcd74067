import type { BookingView } from '@sunbeon/core';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';
import { changeBooking, changeStatement } from './change-booking.ts';

export interface OfferAnswer {
  readonly bookingId: string;
  readonly personKey: string;
  readonly accept: boolean;
  /** Who answers; without one, the person. */
  readonly actor?: Actor;
}

/**
 * Takes or declines the seat kept for somebody who was displaced. Whoever declines keeps the right of priority; the seat
 * goes to the next in line. The same answer again changes nothing.
 * @throws {Problem} `booking-unknown`, also for somebody else's; `offer-unknown` where nothing is on offer;
 * `offer-lapsed` when it came too late; `no-second-dose` where the second cannot be moved along;
 * `consent-ended` for a delegate who may not (any more)
 */
export async function settleOffer(store: Store, answer: OfferAnswer): Promise<BookingView> {
  const { bookingId, personKey, accept, actor = { kind: 'citizen', id: personKey } } = answer;
  return changeBooking(
    store,
    bookingId,
    changeStatement(
      Prisma.sql`settle_offer(${bookingId}::uuid, ${personKey}, ${accept}, ${actor.kind}, ${actor.id})`,
      personKey,
      actor,
    ),
  );
}
