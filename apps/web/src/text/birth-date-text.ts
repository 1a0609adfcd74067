import type { CivilDate, Language } from '@sunbeon/core';
import { MONTHS } from './moments.ts';

/** A birth date in words: `1967년 5월 1일`, `May 1, 1967`. */
export function birthDateText(date: CivilDate, language: Language): string {
  const [year, month = 1, day] = date.split('-').map(Number);
  return language === 'ko' ? `${year}년 ${month}월 ${day}일` : `${MONTHS[month - 1]} ${day}, ${year}`;
}
