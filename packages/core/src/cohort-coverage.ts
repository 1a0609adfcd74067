import { addDays, type CivilDate, lastDigitOfDay } from './civil-date.ts';
import type { Cohort } from './cohort.ts';

/** One window as far as who may book in it, and when, is concerned. Instants are milliseconds since the epoch. */
export interface CoveredWindow {
  readonly id: string;
  /** Windows of different campaigns have nothing to do with each other. */
  readonly campaignId: string;
  readonly cohort: Cohort;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
}

/** Birth days: all of a range, or those in it that end in one of these digits (`null`: in any). */
export interface BirthDays {
  readonly birthFrom: CivilDate;
  readonly birthTo: CivilDate;
  readonly lastDigits: readonly number[] | null;
}

/** The same people in two windows of one campaign. */
export interface CohortOverlap extends BirthDays {
  readonly campaignId: string;
  /** In order of their openings. */
  readonly windows: readonly [string, string];
  /** `at-once`: both are open at some instant; `in-turn`: one closes before the other opens. */
  readonly when: 'at-once' | 'in-turn';
}

/** People born between the first and the last birth day of a campaign whom none of its windows is for. */
export interface CohortGap extends BirthDays {
  readonly campaignId: string;
}

export interface Coverage {
  readonly overlaps: readonly CohortOverlap[];
  readonly gaps: readonly CohortGap[];
}

const EVERY_DIGIT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** Within so many days every digit has come, whatever the months. */
const DAYS_WITH_EVERY_DIGIT = 31;

/**
 * Who could book in two windows of one campaign, and whom between its first and its last birth day no window is for: what
 * staff see before a wrong calendar goes live. Only cohorts count, whatever else a window asks for.
 */
export function cohortCoverage(windows: readonly CoveredWindow[]): Coverage {
  const campaignIds = [...new Set(windows.map(({ campaignId }) => campaignId))];
  const among = campaignIds.map((campaignId) => windows.filter((window) => window.campaignId === campaignId));
  return { overlaps: among.flatMap(overlapsAmong), gaps: among.flatMap(gapsAmong) };
}

function overlapsAmong(windows: readonly CoveredWindow[]): CohortOverlap[] {
  const inOrder = windows.toSorted((a, b) => a.opensAtMs - b.opensAtMs || (a.id < b.id ? -1 : 1));
  return inOrder.flatMap((one, index) => inOrder.slice(index + 1).flatMap((other) => overlapOf(one, other)));
}

/** @param other the one that opens later */
function overlapOf(one: CoveredWindow, other: CoveredWindow): CohortOverlap[] {
  const birthFrom = one.cohort.birthFrom > other.cohort.birthFrom ? one.cohort.birthFrom : other.cohort.birthFrom;
  const birthTo = one.cohort.birthTo < other.cohort.birthTo ? one.cohort.birthTo : other.cohort.birthTo;
  const digits = digitsOf(one.cohort).filter((digit) => digitsOf(other.cohort).includes(digit));
  return birthDays(birthFrom, birthTo, digits).map((both) => ({
    campaignId: one.campaignId,
    windows: [one.id, other.id],
    when: other.opensAtMs < one.closesAtMs ? 'at-once' : 'in-turn',
    ...both,
  }));
}

/**
 * Between two days on which a cohort begins or has ended the same cohorts cover every day, so that only the digits none of
 * them has are left; stretches that lack the same digits are told as one.
 */
function gapsAmong(windows: readonly CoveredWindow[]): CohortGap[] {
  const [first] = windows;
  if (first === undefined) return [];
  const cohorts = windows.map(({ cohort }) => cohort);
  const last = cohorts.reduce((latest, { birthTo }) => (birthTo > latest ? birthTo : latest), first.cohort.birthTo);
  const starts = cohorts.flatMap(({ birthFrom, birthTo }) =>
    birthTo < last ? [birthFrom, addDays(birthTo, 1)] : birthFrom,
  );
  const stretches: Stretch[] = [];
  for (const birthFrom of [...new Set(starts)].toSorted().toReversed()) {
    const next = stretches.at(-1);
    const birthTo = next === undefined ? last : addDays(next.birthFrom, -1);
    const missing = digitsMissing(cohorts, birthFrom);
    if (next !== undefined && next.missing.join() === missing.join()) next.birthFrom = birthFrom;
    else stretches.push({ birthFrom, birthTo, missing });
  }
  return stretches
    .toReversed()
    .flatMap(({ birthFrom, birthTo, missing }) => birthDays(birthFrom, birthTo, missing))
    .map((days) => ({ campaignId: first.campaignId, ...days }));
}

interface Stretch {
  birthFrom: CivilDate;
  readonly birthTo: CivilDate;
  readonly missing: readonly number[];
}

function digitsMissing(cohorts: readonly Cohort[], day: CivilDate): number[] {
  const there = cohorts.filter(({ birthFrom, birthTo }) => birthFrom <= day && day <= birthTo);
  const covered = new Set(there.flatMap(digitsOf));
  return EVERY_DIGIT.filter((digit) => !covered.has(digit));
}

function digitsOf({ lastDigit }: Cohort): readonly number[] {
  return lastDigit === null ? EVERY_DIGIT : [lastDigit];
}

/** The days of a range that end in these digits, if there is one. */
function birthDays(birthFrom: CivilDate, birthTo: CivilDate, digits: readonly number[]): BirthDays[] {
  if (birthFrom > birthTo) return [];
  const there = digits.length === 0 ? [] : digitsWithin(birthFrom, birthTo);
  const lastDigits = digits.filter((digit) => there.includes(digit));
  if (lastDigits.length === 0) return [];
  return [{ birthFrom, birthTo, lastDigits: lastDigits.length === there.length ? null : lastDigits }];
}

/** Which digits the days of a range end in, in order. */
function digitsWithin(birthFrom: CivilDate, birthTo: CivilDate): readonly number[] {
  const found = new Set<number>();
  let day = birthFrom;
  for (let looked = 0; looked < DAYS_WITH_EVERY_DIGIT; looked += 1) {
    found.add(lastDigitOfDay(day));
    if (day === birthTo) break;
    day = addDays(day, 1);
  }
  return EVERY_DIGIT.filter((digit) => found.has(digit));
}
