import {
  addDays,
  type CivilDate,
  civilDateOf,
  dayOfWeek,
  formatInSeoul,
  instantInSeoul,
  isCivilDate,
} from '@sunbeon/core';

const DAYS_A_WEEK = 7;

/** Today in Seoul, whatever the device says. */
export function todayInSeoul(now = new Date()): CivilDate {
  return civilDateOf(formatInSeoul(now, 'yyyy-MM-dd'));
}

/** The Monday on or before a day. */
export function mondayOf(day: CivilDate): CivilDate {
  return addDays(day, -((dayOfWeek(day) + DAYS_A_WEEK - 1) % DAYS_A_WEEK));
}

/** What an address or a field says, where it is a day; else another day. */
export function dayOr(written: string | null | undefined, otherwise: CivilDate): CivilDate {
  return typeof written === 'string' && isCivilDate(written) ? written : otherwise;
}

/** The middle of a day, to be written out as a day by whoever writes instants. */
export function noonOf(day: CivilDate): number {
  return instantInSeoul(day, '12:00').getTime();
}
