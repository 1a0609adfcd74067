import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { remainingDoses } from './remaining-doses.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** Every window that is or was public, or those that close after an instant, the earliest opening first. */
export async function listWindows(store: Store, closingAfter = new Date(0)): Promise<WindowRecord[]> {
  return listed(store, { draft: false, closesAt: { gt: closingAfter } });
}

/** The same and drafts, which are for staff alone. */
export async function listWindowsAndDrafts(store: Store): Promise<WindowRecord[]> {
  return listed(store, {});
}

async function listed(store: Store, where: Prisma.WindowWhereInput): Promise<WindowRecord[]> {
  const rows = await store.prisma.window.findMany({
    where,
    include: withCampaign,
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });
  const remaining = await remainingDoses(
    store,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => windowRecord(row, remaining.get(row.id) ?? null));
}
