import { MAX_WEEK_SLOTS, type WeekSlot } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** Slots of a site that begin from an instant on and before another, in order; `MAX_WEEK_SLOTS` at most. */
export async function siteSlots(
  { prisma }: Store,
  { siteId, from, until }: { readonly siteId: string; readonly from: Date; readonly until: Date },
): Promise<WeekSlot[]> {
  const rows = await prisma.slot.findMany({
    where: { siteId, startsAt: { gte: from, lt: until } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: MAX_WEEK_SLOTS,
  });
  return rows.map(({ id, windowId, startsAt, product, capacity, taken, closedAt }) => ({
    id: String(id),
    windowId,
    startsAt: startsAt.toISOString(),
    product,
    capacity,
    taken,
    closed: closedAt !== null,
  }));
}
