import type { BookingView } from '@sunbeon/core';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';
import { changeBooking, changeStatement } from './change-booking.ts';

export interface Cancellation {
  readonly bookingId: string;
  /** Whose booking it has to be; `null` for staff, who may cancel anybody's. */
  readonly personKey: string | null;
  readonly actor: Actor;
  readonly reason?: string;
}

/**
 * Cancels a booking, and the second dose with the first; the seats are free again, or offered to somebody displaced, in
 * the same step. Until the slot's time, also while the window is paused or closed. Cancelling again gives the same answer.
 * @throws {Problem} `booking-unknown`, also for somebody else's; `booking-past` once its time has come;
 * `consent-ended` for a delegate who may not (any more)
 */
export async function cancelBooking(
  store: Store,
  { bookingId, personKey, actor, reason }: Cancellation,
): Promise<BookingView> {
  return changeBooking(
    store,
    bookingId,
    changeStatement(
      Prisma.sql`cancel_booking(${bookingId}::uuid, ${personKey}, ${actor.kind}, ${actor.id}, ${reason ?? null})`,
      personKey,
      actor,
    ),
  );
}
