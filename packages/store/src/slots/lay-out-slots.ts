import { type PlannedTime, Problem } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { writeSlots } from './write-slots.ts';

/** Appointment times of a site that are to be slots of a window. */
export interface LayingOut {
  readonly windowId: string;
  readonly siteId: string;
  /** In order. */
  readonly times: readonly PlannedTime[];
}

/** What was made, or would be. */
export interface Laid {
  readonly slots: number;
  readonly capacity: number;
}

/**
 * Writes the times as slots, all or none; those that exist already stay as they are.
 * @throws {Problem} `window-unknown`; `invalid-request` for too many slots
 */
export async function layOutSlots(store: Store, { windowId, siteId, times }: LayingOut): Promise<Laid> {
  const slots = times.map((time) => ({ siteId, ...time }));
  const made = await writeSlots(store, windowId, slots);
  return { slots: made.slots, capacity: made.capacity };
}

/** What laying out these times would make at this instant: those that are no slots yet. @throws {Problem} `window-unknown` */
export async function slotsToLayOut({ prisma }: Store, { windowId, siteId, times }: LayingOut): Promise<Laid> {
  if ((await prisma.window.count({ where: { id: windowId } })) === 0) throw new Problem('window-unknown');
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return { slots: 0, capacity: 0 };
  const there = await prisma.slot.findMany({
    where: { windowId, siteId, startsAt: { gte: first.startsAt, lte: last.startsAt } },
    select: { startsAt: true, product: true },
  });
  const taken = new Set(there.map(keyOf));
  const fresh = times.filter((time) => !taken.has(keyOf(time)));
  return { slots: fresh.length, capacity: fresh.reduce((sum, { capacity }) => sum + capacity, 0) };
}

function keyOf({ startsAt, product }: Pick<PlannedTime, 'startsAt' | 'product'>): string {
  return `${startsAt.getTime()} ${product}`;
}
