import { type BirthDate, eligibilityOf, Problem } from '@sunbeon/core';
import type { PublishedWindow } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { RETRY_AFTER_SECONDS } from './ask-line.ts';

/** Whom a place would be for. */
interface Candidate {
  readonly personKey: string;
  readonly birthDate: BirthDate;
}

/**
 * Lets through whom a window is for, without asking anybody.
 * @throws {Problem} `not-eligible` naming the rule; `line-unavailable` while nobody can say who is on the roll
 */
export function requireEligible({ rolls }: GateContext, window: PublishedWindow, person: Candidate): void {
  const { cohort, campaignId, requiresRoll } = window;
  const eligibility = eligibilityOf(cohort, person.birthDate);
  if (!eligibility.eligible) throw new Problem('not-eligible', { rule: eligibility.rule, cohort });
  if (!requiresRoll) return;
  const standing = rolls.standing(campaignId, person.personKey);
  if (standing === 'unknown') throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
  if (standing === 'off') throw new Problem('not-eligible', { rule: 'not-on-roll', cohort });
}
