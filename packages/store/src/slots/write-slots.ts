import { Problem, type SlotsMade } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** A slot to be made. */
export interface NewSlot {
  readonly siteId: string;
  readonly startsAt: Date;
  readonly product: string;
  readonly capacity: number;
}

/** Rows per statement: Postgres takes 65,535 parameters at most. */
const BATCH = 5_000;

/**
 * Writes slots in one transaction. A slot is bookable until it starts; one that lies in the past when it is made belongs
 * to a night that is replayed, and stays bookable.
 * @throws {Problem} `window-unknown`
 */
export async function writeSlots({ prisma }: Store, windowId: string, slots: readonly NewSlot[]): Promise<SlotsMade> {
  const now = new Date();
  return prisma.$transaction(async (transaction) => {
    const window = await transaction.window.findUnique({ select: { id: true }, where: { id: windowId } });
    if (window === null) throw new Problem('window-unknown');
    const made: { siteId: string; capacity: number }[] = [];
    for (let start = 0; start < slots.length; start += BATCH) {
      const data = slots
        .slice(start, start + BATCH)
        .map((slot) => ({ ...slot, windowId, bookUntil: slot.startsAt > now ? slot.startsAt : null }));
      const select = { siteId: true, capacity: true } as const;
      made.push(...(await transaction.slot.createManyAndReturn({ data, skipDuplicates: true, select })));
    }
    return {
      sites: new Set(made.map(({ siteId }) => siteId)).size,
      slots: made.length,
      capacity: made.reduce((sum, { capacity }) => sum + capacity, 0),
    };
  });
}
