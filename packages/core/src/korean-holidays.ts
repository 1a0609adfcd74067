import * as published from '@hyunbinseo/holidays-kr/all';
import type { CivilDate } from './civil-date.ts';

/** The public holidays of a year by day, as the almanac of the year published them, substitute and temporary ones included. */
const yearly = new Map(
  Object.entries(published).map(([name, days]) => [
    name.slice(1),
    new Map<string, readonly string[]>(Object.entries(days)),
  ]),
);

/**
 * What public holidays a day is in Korea, e.g. `['대체공휴일(설날)']`; empty on every other day, and `null` where the holidays
 * of its year are not known here: an almanac is published in the middle of the year before. Holidays the government adds
 * at short notice are known after the package has been updated.
 */
export function koreanHolidaysOn(day: CivilDate): readonly string[] | null {
  const days = yearly.get(day.slice(0, 4));
  return days === undefined ? null : (days.get(day) ?? []);
}
