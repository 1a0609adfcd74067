import { isBirthDate, type Language } from '@sunbeon/core';
import { birthDateText } from './birth-date-text.ts';
import { dayKey } from './moments.ts';

/** The day in Seoul with its year, for what lies further away: `2027년 5월 22일`, `May 22, 2027`. */
export function dateText(ms: number, language: Language): string {
  const day = dayKey(ms);
  return isBirthDate(day) ? birthDateText(day, language) : day;
}
