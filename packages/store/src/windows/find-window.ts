import type { Store } from '../store.ts';
import { remainingDoses } from './remaining-doses.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** One window that is or was public; `null` when there is none with this id. */
export async function findWindow(store: Store, id: string): Promise<WindowRecord | null> {
  const window = await findWindowOrDraft(store, id);
  return window?.draft === true ? null : window;
}

/** One window or draft, for staff alone; `null` when there is none with this id. */
export async function findWindowOrDraft(store: Store, id: string): Promise<WindowRecord | null> {
  const row = await store.prisma.window.findUnique({ where: { id }, include: withCampaign });
  if (row === null) return null;
  const remaining = await remainingDoses(store, [id]);
  return windowRecord(row, remaining.get(id) ?? null);
}
