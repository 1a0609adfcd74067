import type { CivilDate, Language } from '@sunbeon/core';

/** Birth days as staff read them. */
export interface SaidBirthDays {
  readonly birthFrom: CivilDate;
  readonly birthTo: CivilDate;
  readonly lastDigits: readonly number[] | null;
}

const words = {
  ko: {
    born: (span: string) => `${span}생`,
    digits: (digits: string) => `끝자리 ${digits}`,
    digit: (digit: number) => `끝자리 ${digit}`,
  },
  en: {
    born: (span: string) => `born ${span}`,
    digits: (digits: string) => `day ending in ${digits}`,
    digit: (digit: number) => `day …${digit}`,
  },
};

/** `1967–1968년생`, or, where the years are not whole, `1972-01-01–2003-09-30생`, and the digits the day of birth ends in. */
export function birthDaysText({ birthFrom, birthTo, lastDigits }: SaidBirthDays, language: Language): string {
  const { born, digits } = words[language];
  const said = born(spanText(birthFrom, birthTo, language));
  return lastDigits === null ? said : `${said}, ${digits(lastDigits.join(', '))}`;
}

/** The same of a cohort. */
export function cohortText(
  { lastDigit, ...days }: Omit<SaidBirthDays, 'lastDigits'> & { readonly lastDigit: number | null },
  language: Language,
): string {
  return birthDaysText({ ...days, lastDigits: lastDigit === null ? null : [lastDigit] }, language);
}

/** As short as a calendar needs it: `1972–2003 · 끝자리 9`. */
export function shortCohortText(
  {
    birthFrom,
    birthTo,
    lastDigit,
  }: Pick<SaidBirthDays, 'birthFrom' | 'birthTo'> & { readonly lastDigit: number | null },
  language: Language,
): string {
  const [first, last] = [birthFrom.slice(0, 4), birthTo.slice(0, 4)];
  const years = first === last ? first : `${first}–${last}`;
  return lastDigit === null ? years : `${years} · ${words[language].digit(lastDigit)}`;
}

function spanText(from: CivilDate, to: CivilDate, language: Language): string {
  if (from === to) return from;
  if (!from.endsWith('-01-01') || !to.endsWith('-12-31')) return `${from}–${to}`;
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
  const years = first === last ? first : `${first}–${last}`;
  return language === 'ko' ? `${years}년` : years;
}
