import { MAX_REDUCED, Problem, type ReducedSlot } from '@sunbeon/core';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { isDeadlock, isOvertaken } from '../database-error.ts';
import type { Store } from '../store.ts';
import { belowBooked, type CapacityChange } from './set-slot-capacity.ts';

/** Attempts at most: so often somebody may come or go in the moment in which it is seen who is last. */
const MOST_ATTEMPTS = 6;

const answerSchema = z.tuple([
  z.object({
    problem: z.enum(['slot-unknown', 'slot-closed', 'capacity-below-booked']).nullable(),
    capacity: z.int().nullable(),
    taken: z.int().nullable(),
    affected: z.array(z.uuid()),
  }),
]);
const offersSchema = z.array(
  z.object({ number: z.string(), site_name: z.string().nullable(), starts_at: z.date().nullable() }),
);

/**
 * Gives a slot room for fewer than have a seat in it: the last of them (seats on offer that nobody has taken yet first,
 * then the highest numbers in line) keep a right of priority and are offered another slot, all in one transaction. Up to
 * `MAX_REDUCED` people. `dryRun` does the same and takes it back, so that it tells who is concerned and what each would be
 * offered at this instant.
 * @throws {Problem} `slot-unknown`; `slot-closed`, also once its time has come; `capacity-below-booked` for more people
 * than one reduction may displace; `overloaded` when people come and go too fast
 */
export async function reduceSlot(
  store: Store,
  change: CapacityChange & { readonly dryRun: boolean },
): Promise<ReducedSlot> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const reduced = await attemptReduction(store, change);
    if (reduced !== null) return reduced;
  }
  throw new Problem('overloaded');
}

/** `null`: it has to be tried again. */
async function attemptReduction(
  store: Store,
  change: CapacityChange & { readonly dryRun: boolean },
): Promise<ReducedSlot | null> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const { problem, capacity, taken, affected } = await reduce(client, change);
    const isDone = problem === null && !change.dryRun;
    const offers = problem === null ? await offersOf(client, affected) : [];
    await client.query(isDone ? 'COMMIT' : 'ROLLBACK');
    if (problem === 'capacity-below-booked') throw await belowBooked(store, change.slotId, change.capacity, taken ?? 0);
    if (problem !== null) throw new Problem(problem);
    const { dryRun, slotId: id } = change;
    return { id, capacity: capacity ?? 0, taken: taken ?? 0, dryRun, affected: offers };
  } catch (error) {
    if (error instanceof Problem) throw error;
    // What was begun ends with the connection, should it have been lost.
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost;
    });
    if (isOvertaken(error) || isDeadlock(error)) return null;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function reduce(client: PoolClient, { slotId, capacity, actor, reason }: CapacityChange) {
  const { rows } = await client.query(
    'SELECT problem, capacity, taken, affected FROM reduce_slot($1, $2, $3, $4, $5, $6)',
    [slotId, capacity, MAX_REDUCED, actor.kind, actor.id, reason],
  );
  return answerSchema.parse(rows)[0];
}

/** What each of these bookings is offered, in this order. */
async function offersOf(client: PoolClient, affected: readonly string[]): Promise<ReducedSlot['affected']> {
  const { rows } = await client.query(
    `SELECT booking.number, site.name AS site_name, slot.starts_at
     FROM unnest($1::uuid[]) WITH ORDINALITY named (id, turn)
     JOIN booking ON booking.id = named.id
     LEFT JOIN offer ON offer.booking_id = booking.id AND offer.state = 'open'
     LEFT JOIN slot ON slot.id = offer.slot_id
     LEFT JOIN site ON site.id = slot.site_id
     ORDER BY turn`,
    [affected],
  );
  return offersSchema.parse(rows).map(({ number, site_name: siteName, starts_at: startsAt }) => ({
    number,
    offer: siteName === null || startsAt === null ? null : { siteName, startsAt: startsAt.toISOString() },
  }));
}
