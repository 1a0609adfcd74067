import {
  type Cohort,
  cohortSchema,
  type IdentityView,
  identityViewSchema,
  type WindowStatus,
  type WindowView,
} from '@sunbeon/core';
import type { Situation } from '../src/waiting/view.ts';

/** 19 July 2021, 20:00 in Seoul: the opening of the window in these tests. */
export const OPENS_AT_MS = Date.parse('2021-07-19T11:00:00Z');

export const cohort: Cohort = cohortSchema.parse({ birthFrom: '1967-01-01', birthTo: '1968-12-31' });

export function person(birthDate: string): IdentityView {
  return identityViewSchema.parse({ maskedName: '김**', birthDate, expiresAt: '2021-07-20T11:00:00Z' });
}

export function aStatus(overrides: Partial<WindowStatus> = {}): WindowStatus {
  return {
    id: 'w1',
    state: 'open',
    serving: 18_668,
    issued: 90_000,
    ratePerSecond: 28,
    rateDeviation: 1,
    headStart: 0,
    mostPerSecond: 28,
    remaining: 41_200,
    opensAt: '2021-07-19T11:00:00.000Z',
    closesAt: '2021-07-19T15:00:00.000Z',
    serverTime: '2021-07-19T11:06:00.000Z',
    pollAfterMs: 1_000,
    version: 1,
    epoch: 1,
    skips: [],
    ...overrides,
  };
}

/** A verified person of the cohort with number 31,077, six minutes after the opening; `overrides` say what differs. */
export function aSituation(overrides: Partial<Situation> = {}): Situation {
  return {
    nowMs: OPENS_AT_MS + 6 * 60_000,
    status: aStatus(),
    cohort,
    otherWindows: [],
    beneficiaryBorn: null,
    acting: false,
    consentEnded: false,
    identity: person('1967-05-01'),
    place: { number: 31_077, state: 'waiting', mostAhead: 24_816 },
    passExpiresAtMs: null,
    range: null,
    refusedBy: null,
    windowUnknown: false,
    offline: false,
    recalled: false,
    entering: false,
    ...overrides,
  };
}

/** A window that opens at {@link OPENS_AT_MS}; `overrides` say what differs. */
export function aWindowView(overrides: Partial<WindowView> = {}): WindowView {
  return {
    id: 'w1',
    title: '예방접종',
    cohort,
    requiresRoll: false,
    state: 'scheduled',
    policy: 'fifo',
    opensAt: '2021-07-19T11:00:00.000Z',
    closesAt: '2021-07-19T15:00:00.000Z',
    lobbyOpensAt: null,
    draw: null,
    serverTime: '2021-07-19T10:00:00.000Z',
    ...overrides,
  };
}
