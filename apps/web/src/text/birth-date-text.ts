import type { BirthDate, Language } from '@sunbeon/core';
import { MONTHS } from './moments.ts';

/** A birth date in words, as far as it is known: `1967년 5월 1일`, `May 1, 1967`; `1950년 3월`, `1950`. */
export function birthDateText(date: BirthDate, language: Language): string {
  const [year, month = 0, day = 0] = date.split('-').map(Number);
  if (month === 0) return language === 'ko' ? `${year}년` : `${year}`;
  if (day === 0) return language === 'ko' ? `${year}년 ${month}월` : `${MONTHS[month - 1]} ${year}`;
  return language === 'ko' ? `${year}년 ${month}월 ${day}일` : `${MONTHS[month - 1]} ${day}, ${year}`;
}
