import {
  aheadOf,
  type Cohort,
  type EligibilityRule,
  eligibilityOf,
  type TicketState,
  type WindowStatus,
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
  readonly identity: Identity;
  readonly place: Place | null;
  readonly passExpiresAtMs: number | null;
  readonly range: ClockRange | null;
  /** The rule the gate named when it refused a place. */
  readonly refusedBy: EligibilityRule | 'unnamed' | null;
  readonly windowUnknown: boolean;
  /** The gate cannot be reached at the moment. */
  readonly offline: boolean;
  /** An earlier opening instant this page has shown. */
  readonly movedFromMs: number | null;
  /** The visitor has asked to go in and waits for a free seat. */
  readonly entering: boolean;
}

/** Whether the visitor can be given a number, has to verify first, or is still being asked about. */
type Readiness = 'ready' | 'verify' | 'asking';

/** States that a word is enough to describe. */
type PlainKind = 'loading' | 'unreachable' | 'unknown-window' | 'verify' | 'joining' | 'finished' | 'closed';

/** What the visitor is shown: one truth at a time. */
export type View =
  | { [Kind in PlainKind]: { readonly kind: Kind } }[PlainKind]
  | {
      readonly kind: 'not-open';
      readonly opensAtMs: number;
      readonly leftMs: number;
      readonly movedFromMs: number | null;
      readonly ready: Readiness;
    }
  | {
      readonly kind: 'lobby';
      readonly opensAtMs: number;
      readonly leftMs: number;
      readonly entered: boolean;
      readonly ready: Readiness;
    }
  | { readonly kind: 'not-eligible'; readonly rule: EligibilityRule | 'unnamed' }
  | {
      readonly kind: 'waiting';
      readonly number: number;
      readonly ahead: number;
      readonly progress: number;
      readonly range: ClockRange | null;
      readonly remaining: Remaining | null;
      readonly scarce: boolean;
    }
  | { readonly kind: 'paused'; readonly number: number; readonly ahead: number; readonly progress: number }
  | { readonly kind: 'called'; readonly number: number; readonly entering: boolean }
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
  if (status.serving >= number) return { kind: 'called', number, entering: situation.entering };
  const ahead = aheadOf(number, status.serving, status.skips);
  const progress = 1 - ahead / Math.max(place.mostAhead, ahead, 1);
  if (status.state === 'paused') return { kind: 'paused', number, ahead, progress };
  const { remaining } = status;
  return {
    kind: 'waiting',
    number,
    ahead,
    progress,
    range: situation.range,
    remaining: remaining === null ? null : { doses: remaining, ageMs: nowMs - Date.parse(status.serverTime) },
    scarce: remaining !== null && remaining <= ahead,
  };
}

function viewBeforeLine(situation: Situation, status: WindowStatus, nowMs: number): View {
  const { place } = situation;
  const rule = refusalRule(situation);
  if (rule !== null) return { kind: 'not-eligible', rule };
  if (status.state === 'exhausted') return { kind: 'exhausted', number: null };
  const ready = readinessOf(situation.identity);
  const opensAtMs = Date.parse(status.opensAt);
  const leftMs = opensAtMs - nowMs;
  if (leftMs > 0) {
    if (status.state === 'lobby') return { kind: 'lobby', opensAtMs, leftMs, entered: place !== null, ready };
    return { kind: 'not-open', opensAtMs, leftMs, movedFromMs: situation.movedFromMs, ready };
  }
  if (ready === 'asking') return { kind: 'loading' };
  return ready === 'ready' ? { kind: 'joining' } : { kind: 'verify' };
}

/** Someone the gate could not be asked about is let try: it decides when the number is asked for. */
function readinessOf(identity: Identity): Readiness {
  if (identity === 'asking') return 'asking';
  return identity === 'nobody' ? 'verify' : 'ready';
}

function refusalRule({ refusedBy, identity, cohort }: Situation): EligibilityRule | 'unnamed' | null {
  if (refusedBy !== null) return refusedBy;
  if (typeof identity === 'string' || cohort === null) return null;
  const eligibility = eligibilityOf(cohort, identity.birthDate);
  return eligibility.eligible ? null : eligibility.rule;
}
