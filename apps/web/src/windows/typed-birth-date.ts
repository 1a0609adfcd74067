import { type BirthDate, isBirthDate } from '@sunbeon/core';

/** Year, month and day as people write them, with anything between, or nothing; the end may be left out. */
const TYPED = /^(\d{4})\D{0,3}(\d{1,2})?\D{0,3}(\d{1,2})?\D{0,3}$/;

/** A birth date as somebody types it, as far as they know it: `1967-05-01`, `19670501`, `1967년 5월`, `1967`; `null` for anything else. */
export function typedBirthDate(typed: string): BirthDate | null {
  const [, year = '', month = '', day = ''] = TYPED.exec(typed.normalize('NFKC').trim()) ?? [];
  const date = [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  return isBirthDate(date) ? date : null;
}
