import { z } from 'zod';

/** A calendar day without time or zone, `YYYY-MM-DD`, e.g. a birth date. Compares correctly as a string. */
export type CivilDate = string & { readonly __civilDate: unique symbol };

const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 2099;

/** True for a day that exists in the Gregorian calendar between 1900 and 2099. */
export function isCivilDate(text: string): text is CivilDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export const civilDateSchema = z.string().refine(isCivilDate, { error: 'a calendar day, YYYY-MM-DD' });

/** `text` as a calendar day. @throws {RangeError} when it is none between 1900 and 2099 */
export function civilDateOf(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`not a calendar day: ${text}`);
  return text;
}

/** The last digit of the day of the month, 0–9: what Korea's rotation of 9–18 August 2021 went by. */
export function lastDigitOfDay(date: CivilDate): number {
  return Number(date.at(-1));
}

/** `date` moved by whole days. */
export function addDays(date: CivilDate, days: number): CivilDate {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  const text = moved.toISOString().slice(0, 10);
  if (!isCivilDate(text)) throw new RangeError(`${date} plus ${days} days leaves the years 1900–2099`);
  return text;
}

/** 0 = Sunday … 6 = Saturday. */
export function dayOfWeek(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
