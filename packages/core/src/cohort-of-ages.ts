import { addDays, type CivilDate, civilDateOf, isCivilDate } from './civil-date.ts';
import type { Cohort } from './cohort.ts';

/** Years of age, both included. */
export interface AgeRange {
  readonly from: number;
  readonly to: number;
}

const EARLIEST_DAY = '1900-01-01';
/** Ages nobody has reached. */
const OLDEST = 150;

/**
 * How old somebody born on `birthDate` is on a day, in full years (만 나이). Whoever was born on 29 February is a year older
 * on 1 March where the year has no such day, because the year before ends with February (Civil Act, articles 158, 160).
 */
export function ageOn(day: CivilDate, birthDate: CivilDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * Everybody who is of these ages on a day, as the range of their birth dates.
 * @throws {RangeError} when the ages are none (0–150, the lower one first), or nobody of them was born from 1900 to 2099
 */
export function cohortOfAges({ from, to }: AgeRange, on: CivilDate): Cohort {
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to || to > OLDEST) {
    throw new RangeError(`ages are whole years from 0 to ${OLDEST}, the lower one first`);
  }
  const birthTo = lastBornToBe(from, on);
  if (birthTo === null) throw new RangeError(`nobody who is ${from} on ${on} was born from 1900 on`);
  const tooOld = lastBornToBe(to + 1, on);
  const birthFrom = tooOld === null ? civilDateOf(EARLIEST_DAY) : addDays(tooOld, 1);
  return { birthFrom, birthTo, lastDigit: null };
}

/** The last birth date of those who are at least `age` on a day; `null` when it lies before 1900. */
function lastBornToBe(age: number, on: CivilDate): CivilDate | null {
  const date = `${Number(on.slice(0, 4)) - age}${on.slice(4)}`;
  // On 29 February, of a year without one: the last of February.
  const last = isCivilDate(date) ? date : date.replace(/02-29$/, '02-28');
  return isCivilDate(last) ? last : null;
}
