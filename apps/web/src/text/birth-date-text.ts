import type { BirthDate, Language } from '@sunbeon/core';

/** A birth date in words, as far as it is known: `1967년 5월 1일`, `May 1, 1967`; `1950년 3월`, `1950`. */
export function birthDateText(date: BirthDate, language: Language): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, Math.max(month, 1) - 1, Math.max(day, 1))).toLocaleDateString(language, {
    year: 'numeric',
    ...(month > 0 && { month: 'long' }),
    ...(day > 0 && { day: 'numeric' }),
    timeZone: 'UTC',
  });
}
