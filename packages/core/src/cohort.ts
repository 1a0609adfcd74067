import { z } from 'zod';
import { type BirthDate, possibleBirthDays } from './birth-date.ts';
import { addDays, type CivilDate, civilDateSchema, lastDigitOfDay } from './civil-date.ts';

/** Who a window is for: born from `birthFrom` to `birthTo`, both days included, and, if given, on a day ending in `lastDigit`. */
export interface Cohort {
  readonly birthFrom: CivilDate;
  readonly birthTo: CivilDate;
  readonly lastDigit: number | null;
}

export const cohortSchema = z
  .strictObject({
    birthFrom: civilDateSchema,
    birthTo: civilDateSchema,
    lastDigit: z.int().min(0).max(9).nullable().default(null),
  })
  .refine((cohort) => cohort.birthFrom <= cohort.birthTo, {
    error: 'birthFrom must not be after birthTo',
    path: ['birthTo'],
  });

/** Every rule that may refuse somebody, so that the refusal can say which one it was. */
export const eligibilityRules = ['born-before', 'born-after', 'last-digit', 'not-on-roll'] as const;
export type EligibilityRule = (typeof eligibilityRules)[number];

export type Eligibility = { readonly eligible: true } | { readonly eligible: false; readonly rule: EligibilityRule };

/**
 * Whether someone born on `birthDate` belongs to the cohort; the first rule that refuses is named: `born-before` the first
 * day, `born-after` the last day, or the day does not end in the cohort's `last-digit`. Of a birth date that is not fully
 * known the person has the benefit: one possible day that belongs to the cohort is enough.
 */
export function eligibilityOf(cohort: Cohort, birthDate: BirthDate): Eligibility {
  const { first, last } = possibleBirthDays(birthDate);
  if (last < cohort.birthFrom) return { eligible: false, rule: 'born-before' };
  if (first > cohort.birthTo) return { eligible: false, rule: 'born-after' };
  const from = first < cohort.birthFrom ? cohort.birthFrom : first;
  const to = last > cohort.birthTo ? cohort.birthTo : last;
  if (cohort.lastDigit !== null && !hasDayEndingIn(cohort.lastDigit, from, to)) {
    return { eligible: false, rule: 'last-digit' };
  }
  return { eligible: true };
}

/** At most a month and some days are looked at: by then every digit has come. */
function hasDayEndingIn(digit: number, from: CivilDate, to: CivilDate): boolean {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (lastDigitOfDay(day) === digit) return true;
    if (day === to) return false;
  }
  return false;
}
