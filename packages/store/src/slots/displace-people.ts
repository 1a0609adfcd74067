import { z } from 'zod';
import { pastDeadlocks } from '../past-deadlocks.ts';
import type { Store } from '../store.ts';

/** People displaced, and how many of them were offered another slot at once. */
export interface Displaced {
  readonly displaced: number;
  readonly offered: number;
}

/** People displaced by one transaction: as long as it lasts, their slots and those around are held. */
const AT_A_TIME = 100;
/** Whoever closes slots has had this long to see it through before others do. */
const LEFT_ALONE_SECONDS = 120;
/** Slots cleared in one call: the rest is for the next one. */
const MOST_CLEARED = 1_000;

const servedSchema = z.tuple([z.object({ affected: z.int(), displaced: z.int(), offered: z.int() })]);

/** Displaces everybody who is booked, or was offered a seat, in these closed slots, in order of their numbers in line. */
export async function displacePeople({ prisma }: Store, slotIds: readonly bigint[]): Promise<Displaced> {
  const sum = { displaced: 0, offered: 0 };
  for (;;) {
    const rows: unknown = await pastDeadlocks(
      () => prisma.$queryRaw`
        SELECT affected, displaced, offered FROM displace_bookings(${slotIds}::bigint[], ${AT_A_TIME}::int)`,
    );
    const [{ affected, displaced, offered }] = servedSchema.parse(rows);
    if (affected === 0) return sum;
    sum.displaced += displaced;
    sum.offered += offered;
  }
}

/**
 * Sees closings through whose process died: displaces whoever is left in slots that were closed two minutes ago or
 * earlier. Nothing to do is what it usually finds.
 */
export async function clearClosedSlots(store: Store): Promise<Displaced> {
  const left = await store.prisma.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM slot
    WHERE closed_at < clock_timestamp() - make_interval(secs => ${LEFT_ALONE_SECONDS}::int) AND taken > 0
    ORDER BY closed_at, id LIMIT ${MOST_CLEARED}::int`;
  return left.length === 0
    ? { displaced: 0, offered: 0 }
    : displacePeople(
        store,
        left.map(({ id }) => id),
      );
}
