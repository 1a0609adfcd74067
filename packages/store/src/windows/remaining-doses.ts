import type { Store } from '../store.ts';

/** Doses left by window id, for the windows named; a window without slots has no entry. */
export async function remainingDoses({ prisma }: Store, windowIds: readonly string[]): Promise<Map<string, number>> {
  const sums = await prisma.slot.groupBy({
    by: ['windowId'],
    where: { windowId: { in: [...windowIds] } },
    _sum: { capacity: true, taken: true },
  });
  return new Map(sums.map(({ windowId, _sum }) => [windowId, (_sum.capacity ?? 0) - (_sum.taken ?? 0)]));
}
