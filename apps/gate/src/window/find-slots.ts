import {
  type AvailableSite,
  type AvailableSlot,
  instantInSeoul,
  type SlotList,
  type slotQuerySchema,
} from '@sunbeon/core';
import type { z } from 'zod';
import type { Availability } from './availability.ts';

/** Slots in one answer at most, and sites they are looked for at; who sees more than that has to say where or when. */
export const MAX_SLOTS_LISTED = 20_000;
export const MAX_SITES_SEARCHED = 2_000;
/** Sites read at a time. */
const SITES_AT_A_TIME = 200;
const DAY_MS = 86_400_000;

export type SlotQuery = z.infer<typeof slotQuerySchema>;
type ListedSlot = SlotList['slots'][number];

/** The slots that match, in order of time, and when what is said about them was true. */
export interface FoundSlots {
  readonly takenAt: string;
  /** `null` when more match, or may match, than one answer holds. */
  readonly slots: readonly ListedSlot[] | null;
}

/** Reads the slots of the sites that match, and of no others; `null` before the first snapshot of the window. */
export async function findSlots(availability: Availability, query: SlotQuery): Promise<FoundSlots | null> {
  const mark = await availability.mark(query.window);
  if (mark === null) return null;
  const { takenAt } = mark;
  const sites = (await availability.sites(query.window, mark)).filter((site) => isWantedSite(site, query));
  if (sites.length > MAX_SITES_SEARCHED) return { takenAt, slots: null };
  const dayStartMs = query.date === undefined ? null : instantInSeoul(query.date, '00:00').getTime();
  const listed: ListedSlot[] = [];
  for (let at = 0; at < sites.length; at += SITES_AT_A_TIME) {
    const some = sites.slice(at, at + SITES_AT_A_TIME);
    const slots = await availability.slots(
      query.window,
      some.map(({ id }) => id),
    );
    for (const [index, site] of some.entries()) {
      for (const slot of slots[index] ?? []) {
        if (isWantedSlot(slot, query.product, dayStartMs)) listed.push(listedSlot(slot, site));
      }
    }
    if (listed.length > MAX_SLOTS_LISTED) return { takenAt, slots: null };
  }
  return { takenAt, slots: listed.toSorted(byTime) };
}

function byTime(a: ListedSlot, b: ListedSlot): number {
  if (a.startsAt !== b.startsAt) return a.startsAt < b.startsAt ? -1 : 1;
  return Number(a.id) - Number(b.id);
}

function isWantedSite(site: AvailableSite, { site: id, municipality }: SlotQuery): boolean {
  if (id !== undefined && site.id !== id) return false;
  return municipality === undefined || site.municipality === municipality || site.municipalityCode === municipality;
}

function isWantedSlot(slot: AvailableSlot, product: string | undefined, dayStartMs: number | null): boolean {
  if (product !== undefined && slot.product !== product) return false;
  if (dayStartMs === null) return true;
  const startsAtMs = Date.parse(slot.startsAt);
  return startsAtMs >= dayStartMs && startsAtMs < dayStartMs + DAY_MS;
}

function listedSlot({ id, startsAt, product, free }: AvailableSlot, site: AvailableSite): ListedSlot {
  return {
    id,
    siteId: site.id,
    siteName: site.name,
    municipality: site.municipality,
    municipalityCode: site.municipalityCode,
    startsAt,
    product,
    free,
  };
}
