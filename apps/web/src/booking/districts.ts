import type { MunicipalityList, SlotList } from '@sunbeon/core';
import { provinceCodeOf } from '../places/provinces.ts';
import { dayKey } from '../text/moments.ts';

export type ListedSlot = SlotList['slots'][number];

/** A municipality that has sites in this window, with the free places of all of them. */
export interface District {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string;
  readonly free: number;
}

/** A site and its times of one day, earliest first. */
export interface SiteDay {
  readonly siteId: string;
  readonly name: string;
  readonly free: number;
  readonly slots: readonly ListedSlot[];
}

/** The municipalities of a list, by code. */
export function districtsOf({ municipalities }: MunicipalityList): readonly District[] {
  const districts = municipalities.map(({ code, name, free }) => ({
    code,
    name,
    provinceCode: provinceCodeOf(code),
    free,
  }));
  return districts.toSorted((a, b) => a.code.localeCompare(b.code));
}

/** The days on which a slot list has times, with the free places of each. */
export function daysOf(slots: readonly ListedSlot[]): readonly { day: string; atMs: number; free: number }[] {
  const days = new Map<string, { day: string; atMs: number; free: number }>();
  for (const { startsAt, free } of slots) {
    const atMs = Date.parse(startsAt);
    const day = dayKey(atMs);
    const before = days.get(day);
    days.set(day, { day, atMs: before?.atMs ?? atMs, free: (before?.free ?? 0) + free });
  }
  return [...days.values()].toSorted((a, b) => a.day.localeCompare(b.day));
}

/** The sites with their times of one day: those with free places first, then by name, so that the order holds still. */
export function sitesOn(slots: readonly ListedSlot[], day: string): readonly SiteDay[] {
  const sites = new Map<string, SiteDay>();
  const earliestFirst = slots.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  for (const slot of earliestFirst) {
    if (dayKey(Date.parse(slot.startsAt)) !== day) continue;
    const { siteId, siteName: name } = slot;
    const before = sites.get(siteId);
    sites.set(siteId, { siteId, name, free: (before?.free ?? 0) + slot.free, slots: [...(before?.slots ?? []), slot] });
  }
  return [...sites.values()].toSorted(
    (a, b) => Number(b.free > 0) - Number(a.free > 0) || a.name.localeCompare(b.name, 'ko'),
  );
}
