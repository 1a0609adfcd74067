import type { Cohort, Language } from '@sunbeon/core';
import { birthDateText } from './birth-date-text.ts';

const DAYS = Array.from({ length: 31 }, (_, index) => index + 1);

/** Whom a window is for, as people say it: `1967–1968년생`, `people born 1967–1968`. */
export function cohortText(cohort: Cohort, language: Language): string {
  const born = bornText(cohort, language);
  if (cohort.lastDigit === null) return born;
  const days = DAYS.filter((day) => day % 10 === cohort.lastDigit);
  return language === 'ko'
    ? `${born} 가운데 생일이 ${days.join('·')}일인 분`
    : `${born}, on day ${days.slice(0, -1).join(', ')} or ${days.at(-1)} of a month`;
}

function bornText({ birthFrom, birthTo }: Cohort, language: Language): string {
  const wholeYears = birthFrom.endsWith('-01-01') && birthTo.endsWith('-12-31');
  const [from, to] = wholeYears
    ? [birthFrom.slice(0, 4), birthTo.slice(0, 4)]
    : [birthDateText(birthFrom, language), birthDateText(birthTo, language)];
  const span = from === to ? from : `${from}${wholeYears ? '–' : ' – '}${to}`;
  if (language === 'en') return `people born ${span}`;
  return wholeYears ? `${span}년생` : `${span} 출생`;
}
