import type { Store } from '../store.ts';
import { remainingDoses } from './remaining-doses.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** Every window, or those that close after an instant, the earliest opening first. */
export async function listWindows(store: Store, closingAfter = new Date(0)): Promise<WindowRecord[]> {
  const rows = await store.prisma.window.findMany({
    where: { closesAt: { gt: closingAfter } },
    include: withCampaign,
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });
  const remaining = await remainingDoses(
    store,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => windowRecord(row, remaining.get(row.id) ?? null));
}
