import type { Store } from '../store.ts';

/**
 * Leases numbers up to `atLeast` to one epoch of a line and returns the ceiling now in force, which is never lower than
 * before; `null` when a later epoch is open. Redis may give a number only after it was leased here.
 */
export async function leaseCeiling(
  { prisma }: Store,
  windowId: string,
  epoch: number,
  atLeast: number,
): Promise<number | null> {
  const [row] = await prisma.$queryRaw<{ ceiling: number }[]>`
    UPDATE booking_window SET ceiling = greatest(ceiling, ${atLeast}::int)
    WHERE id = ${windowId} AND epoch = ${epoch}::int
    RETURNING ceiling`;
  return row?.ceiling ?? null;
}
