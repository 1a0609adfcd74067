import { type BirthDate, type EligibilityRule, eligibilityOf, type WindowView } from '@sunbeon/core';

/** What becomes of a birth date at one window. */
export interface Verdict {
  readonly window: WindowView;
  /** The rule that refuses; `null`: none does. */
  readonly rule: EligibilityRule | null;
}

/** Every window that is not over, those that are for this person first. Asks nobody: the rule is the one the gate goes by. */
export function verdictsFor(windows: readonly WindowView[], born: BirthDate): readonly Verdict[] {
  return windows
    .filter(({ state }) => state !== 'closed')
    .map((window) => {
      const eligibility = eligibilityOf(window.cohort, born);
      return { window, rule: eligibility.eligible ? null : eligibility.rule };
    })
    .toSorted((a, b) => Number(a.rule !== null) - Number(b.rule !== null));
}
