import type { Store } from '../store.ts';

/**
 * Leases numbers up to `atLeast` and returns the ceiling now in force, which is never lower than before. Redis may give
 * a number only after it was leased here.
 */
export async function leaseCeiling({ prisma }: Store, windowId: string, atLeast: number): Promise<number> {
  const [row] = await prisma.$queryRaw<{ ceiling: number }[]>`
    UPDATE booking_window SET ceiling = greatest(ceiling, ${atLeast}::int) WHERE id = ${windowId} RETURNING ceiling`;
  return row?.ceiling ?? 0;
}
