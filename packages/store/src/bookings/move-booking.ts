import { type BookedSlot, type BookingView, Problem, type ProblemFacts, slotIdSchema } from '@sunbeon/core';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import type { Actor } from './actor.ts';
import { bookedSlot } from './booking-view.ts';
import { changeBooking, changeStatement } from './change-booking.ts';

export interface Move {
  readonly bookingId: string;
  /** Whose booking it has to be; `null` for staff, who may move anybody's. */
  readonly personKey: string | null;
  /** Where to. */
  readonly slotId: string;
  readonly actor: Actor;
  readonly reason?: string;
}

/**
 * Moves a booking to another slot of its window; the new seat is taken before the old one is left. A first dose takes its
 * second along, both or none; a second one alone never comes before its interval is over. Somebody displaced may go to any
 * slot of the campaign. Until the slot's time, also while the window is paused or closed. Moving to the slot it has gives
 * the same answer.
 * @throws {Problem} `booking-unknown`, also for somebody else's; `booking-cancelled`; `booking-past`; `slot-unknown`;
 * `slot-full` and `no-second-dose` with `alternatives`; `second-dose-too-early`; `consent-ended` for a delegate who may not
 * (any more)
 */
export async function moveBooking(
  store: Store,
  { bookingId, personKey, slotId, actor, reason }: Move,
): Promise<BookingView> {
  if (!slotIdSchema.safeParse(slotId).success) throw new Problem('slot-unknown');
  return changeBooking(
    store,
    bookingId,
    changeStatement(
      Prisma.sql`move_booking(
        ${bookingId}::uuid, ${personKey}, ${slotId}::bigint, ${actor.kind}, ${actor.id}, ${reason ?? null})`,
      personKey,
      actor,
    ),
    async (code): Promise<ProblemFacts> =>
      code === 'slot-full' || code === 'no-second-dose' ? { alternatives: await alternativesTo(store, slotId) } : {},
  );
}

/** Free slots near one that is not, the best first. */
async function alternativesTo({ prisma }: Store, slotId: string): Promise<BookedSlot[]> {
  const near = await prisma.$queryRaw<{ id: bigint }[]>`
    SELECT near.id
    FROM slot, unnest(near_alternatives(ARRAY[slot.id], slot.window_id, clock_timestamp())) WITH ORDINALITY near (id, rank)
    WHERE slot.id = ${slotId}::bigint
    ORDER BY near.rank`;
  const slots = await prisma.slot.findMany({
    where: { id: { in: near.map(({ id }) => id) } },
    include: { site: true },
  });
  return near.flatMap(({ id }) => slots.filter((slot) => slot.id === id).map(bookedSlot));
}
