import { type BookingOutcome, rejectionCodes } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { bookedSlot, bookingView, readBookings } from './booking-view.ts';

const codeSchema = z.enum(rejectionCodes);
const BOOKINGS_PER_REQUEST = 2;

/**
 * How requests were decided, by request id; one that was not, or was in a way this release cannot read, is missing. The
 * bookings are shown as they are now.
 */
export async function decisionsOf(store: Store, requestIds: readonly string[]): Promise<Map<string, BookingOutcome>> {
  const ids = [...new Set(requestIds)];
  const requests = await store.prisma.bookingRequest.findMany({ where: { requestId: { in: ids } } });
  const bookings = await readBookings(store, { requestId: { in: ids } }, ids.length * BOOKINGS_PER_REQUEST);
  const offered = await store.prisma.slot.findMany({
    where: { id: { in: requests.flatMap(({ alternatives }) => alternatives) } },
    include: { site: true },
  });
  const slots = new Map(offered.map((slot) => [slot.id, bookedSlot(slot)]));
  const outcomes = new Map<string, BookingOutcome>();
  for (const { requestId, state, code, alternatives } of requests) {
    const made = bookings.filter((booking) => booking.requestId === requestId);
    const first = made.find(({ dose }) => dose === 1);
    const second = made.find(({ dose }) => dose === 2);
    const reason = codeSchema.safeParse(code);
    if (state === 'rejected' && reason.success) {
      const near = alternatives.flatMap((id) => slots.get(id) ?? []);
      outcomes.set(requestId, { state, code: reason.data, alternatives: near });
    } else if (state === 'confirmed' && first !== undefined) {
      const secondDose = second === undefined ? {} : { secondDose: bookingView(second) };
      outcomes.set(requestId, { state, booking: bookingView(first), ...secondDose });
    }
  }
  return outcomes;
}
