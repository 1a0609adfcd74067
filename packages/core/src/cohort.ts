import { z } from 'zod';
import { type CivilDate, civilDateSchema, lastDigitOfDay } from './civil-date.ts';

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

/** The rule that refused, so that the refusal can say which one it was. */
export type EligibilityRule = 'born-before' | 'born-after' | 'last-digit';

export type Eligibility = { readonly eligible: true } | { readonly eligible: false; readonly rule: EligibilityRule };

/**
 * Whether someone born on `birthDate` belongs to the cohort; the first rule that refuses is named:
 * `born-before` the first day, `born-after` the last day, or the day does not end in the cohort's `last-digit`.
 */
export function eligibilityOf(cohort: Cohort, birthDate: CivilDate): Eligibility {
  if (birthDate < cohort.birthFrom) return { eligible: false, rule: 'born-before' };
  if (birthDate > cohort.birthTo) return { eligible: false, rule: 'born-after' };
  if (cohort.lastDigit !== null && lastDigitOfDay(birthDate) !== cohort.lastDigit) {
    return { eligible: false, rule: 'last-digit' };
  }
  return { eligible: true };
}
