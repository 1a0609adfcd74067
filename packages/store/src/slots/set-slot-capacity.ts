import { MAX_REDUCED, Problem, type SlotCapacity } from '@sunbeon/core';
import { z } from 'zod';
import type { Actor } from '../bookings/actor.ts';
import { pastDeadlocks } from '../past-deadlocks.ts';
import type { Store } from '../store.ts';

/** So many people are to have room in a slot, and why. */
export interface CapacityChange {
  readonly slotId: string;
  readonly capacity: number;
  readonly actor: Actor;
  readonly reason: string;
}

const answerSchema = z.tuple([
  z.object({
    problem: z.enum(['slot-unknown', 'slot-closed', 'capacity-below-booked']).nullable(),
    capacity: z.int().nullable(),
    taken: z.int().nullable(),
  }),
]);

/**
 * Gives an open slot room for so many. Seats that are added go to whoever is displaced and waits for one, before anybody
 * else can have them. What a slot has already is no change.
 * @throws {Problem} `slot-unknown`; `slot-closed`, also once its time has come; `capacity-below-booked` with how many seats
 * are taken and the booking numbers of those whom a reduction would displace, the last first
 */
export async function setSlotCapacity(store: Store, change: CapacityChange): Promise<SlotCapacity> {
  const { slotId, capacity: wanted, actor, reason } = change;
  const rows: unknown = await pastDeadlocks(
    () => store.prisma.$queryRaw`
      SELECT problem, capacity, taken
      FROM set_slot_capacity(${BigInt(slotId)}, ${wanted}::int, ${actor.kind}, ${actor.id}, ${reason})`,
  );
  const [{ problem, capacity, taken }] = answerSchema.parse(rows);
  if (problem === 'capacity-below-booked') throw await belowBooked(store, slotId, wanted, taken ?? 0);
  if (problem !== null) throw new Problem(problem);
  return { id: slotId, capacity: capacity ?? 0, taken: taken ?? 0 };
}

/** What to say where more people have a seat than there is to be room for. */
export async function belowBooked({ prisma }: Store, slotId: string, wanted: number, taken: number): Promise<Problem> {
  const affected = await prisma.$queryRaw<{ number: string }[]>`
    SELECT number
    FROM unnest(last_in_slot(${BigInt(slotId)}, ${Math.min(taken - wanted, MAX_REDUCED)}::int)) WITH ORDINALITY last (id, turn)
    JOIN booking USING (id)
    ORDER BY turn`;
  return new Problem('capacity-below-booked', { taken, affected: affected.map(({ number }) => number) });
}
