import { Problem, type SlotRow, type SlotsMade } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { writeSlots } from './write-slots.ts';

/**
 * Writes the slots of a file, all or none; slots that exist already stay as they are.
 * @throws {Problem} `window-unknown`; `invalid-request` naming clinics nobody knows
 */
export async function importSlots(store: Store, windowId: string, rows: readonly SlotRow[]): Promise<SlotsMade> {
  const named = [...new Set(rows.map((row) => row.site_id))];
  const known = await store.prisma.site.findMany({ select: { id: true }, where: { id: { in: named } } });
  const ids = new Set(known.map(({ id }) => id));
  const unknown = named.filter((id) => !ids.has(id));
  if (unknown.length > 0) {
    throw new Problem('invalid-request', {
      errors: unknown.map((id) => ({ field: 'site_id', message: `unknown site ${id}` })),
    });
  }
  const slots = rows.map((row) => ({
    siteId: row.site_id,
    startsAt: new Date(row.starts_at),
    product: row.product,
    capacity: row.capacity,
  }));
  return writeSlots(store, windowId, slots);
}
