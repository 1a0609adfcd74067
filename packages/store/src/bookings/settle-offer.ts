import type { BookingView } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { changeBooking } from './change-booking.ts';

export interface OfferAnswer {
  readonly bookingId: string;
  readonly personKey: string;
  readonly accept: boolean;
}

/**
 * Takes or declines the seat kept for somebody who was displaced. Whoever declines keeps the right of priority; the seat
 * goes to the next in line. The same answer again changes nothing.
 * @throws {Problem} `booking-unknown`, also for somebody else's; `offer-unknown` where nothing is on offer;
 * `offer-lapsed` when it came too late; `no-second-dose` where the second cannot be moved along
 */
export async function settleOffer(store: Store, { bookingId, personKey, accept }: OfferAnswer): Promise<BookingView> {
  return changeBooking(
    store,
    bookingId,
    () => store.prisma.$queryRaw`SELECT settle_offer(${bookingId}::uuid, ${personKey}, ${accept}) AS problem`,
  );
}
