import {
  aheadOf,
  type BirthDate,
  type Cohort,
  type EligibilityRule,
  eligibilityOf,
  type TicketState,
  type WindowStatus,
  type WindowView,
} from '@sunbeon/core';
import type { Identity } from '../gate/identity.ts';
import type { ClockRange } from './eta-range.ts';

/** Stands for the number of a place in the lobby of a draw. */
export const NO_NUMBER = 0;

/** The visitor's own place, as far as the page knows. */
export interface Place {
  readonly number: number;
  readonly state: TicketState;
  readonly mostAhead: number;
}

/** Everything the waiting page knows; instants are milliseconds of the server's clock. */
export interface Situation {
  /** `null` before the first answer. */
  readonly nowMs: number | null;
  readonly status: WindowStatus | null;
  readonly cohort: Cohort | null;
  /** The windows beside this one that are not over. */
  readonly otherWindows: readonly WindowView[];
  readonly identity: Identity;
  /** When the beneficiary was born for whom the place is; `null` while the visitor acts for themselves, or it is not known. */
  readonly beneficiaryBorn: BirthDate | null;
  /** The visitor acts for somebody else. */
  readonly acting: boolean;
  readonly consentEnded: boolean;
  readonly place: Place | null;
  readonly passExpiresAtMs: number | null;
  readonly range: ClockRange | null;
  /** The rule the gate named when it refused a place. */
  readonly refusedBy: EligibilityRule | 'unnamed' | null;
  readonly windowUnknown: boolean;
  /** The gate cannot be reached at the moment. */
  readonly offline: boolean;
  /** Nothing was heard since the page was opened: what is shown is kept from before, and what time it is is not known. */
  readonly recalled: boolean;
  /** The visitor has asked to go in and waits for a free seat. */
  readonly entering: boolean;
}

/** Whether the visitor can be given a number, has to verify first, or is still being asked about. */
type Readiness = 'ready' | 'verify' | 'asking';

/** States that a word is enough to describe. */
type PlainKind =
  | 'loading'
  | 'unreachable'
  | 'unknown-window'
  | 'verify'
  | 'joining'
  | 'finished'
  | 'closed'
  | 'consent-ended';

/** What the visitor is shown: one truth at a time. */
export type View =
  | { [Kind in PlainKind]: { readonly kind: Kind } }[PlainKind]
  | {
      readonly kind: 'not-open' | 'lobby';
      readonly opensAtMs: number;
      /** `null` while it is not known what time it is. */
      readonly leftMs: number | null;
      /** The opening that was announced before. */
      readonly movedFromMs: number | null;
      readonly entered: boolean;
      readonly ready: Readiness;
    }
  | {
      readonly kind: 'not-eligible';
      readonly rule: EligibilityRule | 'unnamed';
      /** The window that is for this person. */
      readonly own: WindowView | null;
    }
  | {
      readonly kind: 'waiting';
      readonly number: number;
      readonly ahead: number;
      readonly progress: number;
      readonly range: ClockRange | null;
      readonly remaining: Remaining | null;
      readonly scarce: boolean;
      /** All of it is kept from before: nobody can say when the turn comes. */
      readonly recalled: boolean;
    }
  | {
      readonly kind: 'paused';
      readonly number: number;
      readonly ahead: number;
      readonly progress: number;
      readonly sinceMs: number | null;
    }
  | {
      readonly kind: 'called';
      readonly number: number;
      readonly entering: boolean;
      /** The time to book ran out before. */
      readonly again: boolean;
    }
  | { readonly kind: 'admitted'; readonly number: number; readonly expiresAtMs: number; readonly leftMs: number }
  | { readonly kind: 'exhausted'; readonly number: number | null };

/** Doses left, and how long ago that was counted. */
export interface Remaining {
  readonly doses: number;
  readonly ageMs: number;
}

export type ViewKind = View['kind'];

/** What to show in a situation. The order of the questions is the order of what matters most to the visitor. */
export function viewOf(situation: Situation): View {
  const { status, nowMs, place } = situation;
  if (situation.windowUnknown) return { kind: 'unknown-window' };
  if (situation.consentEnded) return { kind: 'consent-ended' };
  if (status === null || nowMs === null) return situation.offline ? { kind: 'unreachable' } : { kind: 'loading' };
  if (place?.state === 'finished') return { kind: 'finished' };
  if (status.state === 'closed' || nowMs >= Date.parse(status.closesAt)) return { kind: 'closed' };
  if (place !== null && place.state !== 'lobby') return viewInLine(situation, status, place, nowMs);
  return viewBeforeLine(situation, status, nowMs);
}

function viewInLine(situation: Situation, status: WindowStatus, place: Place, nowMs: number): View {
  const { number } = place;
  if (status.state === 'exhausted') return { kind: 'exhausted', number };
  if (situation.passExpiresAtMs !== null && situation.passExpiresAtMs > nowMs) {
    const expiresAtMs = situation.passExpiresAtMs;
    return { kind: 'admitted', number, expiresAtMs, leftMs: expiresAtMs - nowMs };
  }
  if (status.serving >= number) {
    return { kind: 'called', number, entering: situation.entering, again: situation.passExpiresAtMs !== null };
  }
  const ahead = aheadOf(number, status.serving, status.skips);
  const progress = 1 - ahead / Math.max(place.mostAhead, ahead, 1);
  if (status.state === 'paused')
    return { kind: 'paused', number, ahead, progress, sinceMs: instantOf(status.pausedSince) };
  const { remaining } = status;
  return {
    kind: 'waiting',
    number,
    ahead,
    progress,
    range: situation.range,
    recalled: situation.recalled,
    remaining: remaining === null ? null : { doses: remaining, ageMs: nowMs - Date.parse(status.serverTime) },
    scarce: remaining !== null && remaining <= ahead,
  };
}

function viewBeforeLine(situation: Situation, status: WindowStatus, nowMs: number): View {
  const { place } = situation;
  const rule = refusalRule(situation);
  if (rule !== null) return { kind: 'not-eligible', rule, own: ownWindow(situation) };
  if (status.state === 'exhausted') return { kind: 'exhausted', number: null };
  const ready = readinessOf(situation.identity);
  const opensAtMs = Date.parse(status.opensAt);
  const leftMs = opensAtMs - nowMs;
  if (leftMs > 0) {
    return {
      kind: status.state === 'lobby' ? 'lobby' : 'not-open',
      opensAtMs,
      leftMs: situation.recalled ? null : leftMs,
      movedFromMs: status.movedFrom === status.opensAt ? null : instantOf(status.movedFrom),
      entered: place !== null,
      ready,
    };
  }
  if (ready === 'asking') return { kind: 'loading' };
  return ready === 'ready' ? { kind: 'joining' } : { kind: 'verify' };
}

/** Someone the gate could not be asked about is let try: it decides when the number is asked for. */
function readinessOf(identity: Identity): Readiness {
  if (identity === 'asking') return 'asking';
  return identity === 'nobody' ? 'verify' : 'ready';
}

/** When the person was born whose place it is; `null` while that is not known. */
function bornOn({ acting, beneficiaryBorn, identity }: Situation): BirthDate | null {
  if (acting) return beneficiaryBorn;
  return typeof identity === 'string' ? null : identity.birthDate;
}

function refusalRule(situation: Situation): EligibilityRule | 'unnamed' | null {
  const { refusedBy, cohort } = situation;
  const born = bornOn(situation);
  if (refusedBy !== null) return refusedBy;
  if (born === null || cohort === null) return null;
  const eligibility = eligibilityOf(cohort, born);
  return eligibility.eligible ? null : eligibility.rule;
}

function ownWindow(situation: Situation): WindowView | null {
  const born = bornOn(situation);
  if (born === null) return null;
  return situation.otherWindows.find(({ cohort }) => eligibilityOf(cohort, born).eligible) ?? null;
}

function instantOf(iso: string | undefined): number | null {
  return iso === undefined ? null : Date.parse(iso);
}
