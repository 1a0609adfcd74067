import { z } from 'zod';
import { type CivilDate, civilDateOf, isCivilDate } from './civil-date.ts';

/** A birth date of which the register knows the year, or the year and the month: `1950-00-00`, `1950-03-00`. */
export type PartialBirthDate = string & { readonly __partialBirthDate: unique symbol };

/** When somebody was born, as far as it is known. */
export type BirthDate = CivilDate | PartialBirthDate;

const UNKNOWN = '00';
const WITHOUT_DAY = /^(\d{4})-(\d{2})-00$/;
const FIRST_DAY_OF_YEAR = '01-01';
const LAST_DAY_OF_YEAR = '12-31';
/** `YYYY-MM-DD`, or without anything between, as Korean forms write it; both hyphens or none. */
const WRITTEN = /^(\d{4})(-?)(\d{2})\2(\d{2})$/;

/** True for a calendar day, or for one whose day, or month and day, is written `00` because nobody knows it. */
export function isBirthDate(text: string): text is BirthDate {
  return isCivilDate(text) || isPartial(text);
}

function isPartial(text: string): text is PartialBirthDate {
  const [, year = '', month = ''] = WITHOUT_DAY.exec(text) ?? [];
  return isCivilDate(month === UNKNOWN ? `${year}-${FIRST_DAY_OF_YEAR}` : `${year}-${month}-01`);
}

export const birthDateSchema = z.string().refine(isBirthDate, {
  error: 'a calendar day, YYYY-MM-DD, or YYYY-MM-00, YYYY-00-00 where the day or the month is not known',
});

/** A birth date as people, files and providers write it (`1950-03-09`, `19500309`, `1950-03-00`); `null` for anything else. */
export function parseBirthDate(written: string): BirthDate | null {
  const [, year = '', , month = '', day = ''] = WRITTEN.exec(written.normalize('NFKC').trim()) ?? [];
  const date = `${year}-${month}-${day}`;
  return isBirthDate(date) ? date : null;
}

/** The days somebody may have been born on: the first and the last that go with what is known, the same where all is known. */
export function possibleBirthDays(date: BirthDate): { readonly first: CivilDate; readonly last: CivilDate } {
  if (isCivilDate(date)) return { first: date, last: date };
  const [year = '', month = UNKNOWN] = date.split('-');
  if (month === UNKNOWN)
    return { first: civilDateOf(`${year}-${FIRST_DAY_OF_YEAR}`), last: civilDateOf(`${year}-${LAST_DAY_OF_YEAR}`) };
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { first: civilDateOf(`${year}-${month}-01`), last: civilDateOf(`${year}-${month}-${days}`) };
}
