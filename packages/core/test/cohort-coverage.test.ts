import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  addDays,
  type BirthDays,
  type CivilDate,
  type CoveredWindow,
  civilDateOf,
  cohortCoverage,
  cohortSchema,
  eligibilityOf,
  lastDigitOfDay,
  rotationOf,
} from '../src/index.ts';

/** Across a leap year's February and the end of a year, so that months of every length are met. */
const FIRST = civilDateOf('1971-11-20');
const DAYS = 150;
const EVERY_DAY = Array.from({ length: DAYS }, (_, index) => addDays(FIRST, index));

const someWindow = fc.record({
  campaignId: fc.constantFrom('flu', 'covid'),
  from: fc.integer({ min: 0, max: DAYS - 1 }),
  length: fc.integer({ min: 0, max: 80 }),
  lastDigit: fc.option(fc.integer({ min: 0, max: 9 })),
  opensAtMs: fc.integer({ min: 0, max: 12 }),
  openMs: fc.integer({ min: 1, max: 6 }),
});

const someWindows = fc.array(someWindow, { maxLength: 7 }).map((plans) =>
  plans.map(
    ({ campaignId, from, length, lastDigit, opensAtMs, openMs }, index): CoveredWindow => ({
      id: `w-${index}`,
      campaignId,
      cohort: {
        birthFrom: addDays(FIRST, from),
        birthTo: addDays(FIRST, Math.min(from + length, DAYS - 1)),
        lastDigit,
      },
      opensAtMs,
      closesAtMs: opensAtMs + openMs,
    }),
  ),
);

test('c18: two windows overlap for exactly the birth days that may book in both, at once or in turn', () => {
  fc.assert(
    fc.property(someWindows, (windows) => {
      const { overlaps } = cohortCoverage(windows);
      for (const [index, one] of windows.entries()) {
        for (const other of windows.slice(index + 1)) {
          const told = overlaps.filter(({ windows: pair }) => pair.includes(one.id) && pair.includes(other.id));
          const atOnce = one.opensAtMs < other.closesAtMs && other.opensAtMs < one.closesAtMs;
          const both =
            one.campaignId === other.campaignId ? EVERY_DAY.filter((day) => isFor(one, day) && isFor(other, day)) : [];
          expect(told.flatMap(daysOf)).toEqual(both);
          expect(told.map(({ when }) => when)).toEqual(both.length === 0 ? [] : [atOnce ? 'at-once' : 'in-turn']);
        }
      }
    }),
  );
});

test('c18: the gaps of a campaign are exactly the birth days between its first and last that no window is for', () => {
  fc.assert(
    fc.property(someWindows, (windows) => {
      const { gaps } = cohortCoverage(windows);
      for (const campaignId of ['flu', 'covid']) {
        const among = windows.filter((window) => window.campaignId === campaignId);
        const first = among.map(({ cohort }) => cohort.birthFrom).toSorted()[0] ?? '';
        const last =
          among
            .map(({ cohort }) => cohort.birthTo)
            .toSorted()
            .at(-1) ?? '';
        const between = EVERY_DAY.filter((day) => first <= day && day <= last);
        const told = gaps.filter((gap) => gap.campaignId === campaignId);
        expect(told.flatMap(daysOf)).toEqual(between.filter((day) => !among.some((window) => isFor(window, day))));
      }
    }),
  );
});

test('c18: the calendar of August 2021 covers everybody once; without its fifth day, those born on days ending in 3 are told', () => {
  const { rotation } = z
    .object({
      rotation: z.object({
        birthFrom: z.string(),
        birthTo: z.string(),
        days: z.array(z.object({ opensAt: z.string(), lastDigit: z.int() })),
      }),
    })
    .parse(JSON.parse(readFileSync(new URL('../../../data/cohorts-2021.json', import.meta.url), 'utf8')));
  const { birthFrom, birthTo } = rotation;
  const ninth = {
    id: 'vaccine',
    cohort: cohortSchema.parse({ birthFrom, birthTo, lastDigit: 9 }),
    opensAtMs: Date.parse('2021-08-09T20:00:00+09:00'),
    closesAtMs: Date.parse('2021-08-10T18:00:00+09:00'),
    lobbyOpensAtMs: null,
  };
  const plan = { firstDay: civilDateOf('2021-08-09'), days: 10, pattern: 'last-digit', firstDigit: null } as const;
  const windows = rotationOf(ninth, plan).map((window) => ({ ...window, campaignId: 'vaccine' }));
  expect(windows.map(({ opensAtMs, cohort }) => [opensAtMs, cohort.lastDigit])).toEqual(
    rotation.days.map(({ opensAt, lastDigit }) => [Date.parse(opensAt), lastDigit]),
  );
  expect(windows[4]?.id).toBe('vaccine-20210813');
  expect(windows[9]?.closesAtMs).toBe(Date.parse('2021-08-19T18:00:00+09:00'));
  expect(cohortCoverage(windows)).toEqual({ overlaps: [], gaps: [] });
  expect(cohortCoverage(windows.toSpliced(4, 1)).gaps).toEqual([
    { campaignId: 'vaccine', birthFrom, birthTo, lastDigits: [3] },
  ]);
});

test('the copies of a window keep its lobby, its night and its cohort, over the end of a year', () => {
  const template = {
    id: 'flu-20261231',
    cohort: cohortSchema.parse({ birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: 4 }),
    opensAtMs: Date.parse('2026-11-30T20:00:00+09:00'),
    closesAtMs: Date.parse('2026-12-01T02:00:00+09:00'),
    lobbyOpensAtMs: Date.parse('2026-11-29T23:59:30.500+09:00'),
  };
  const [, second] = rotationOf(template, {
    firstDay: civilDateOf('2026-12-31'),
    days: 2,
    pattern: 'same-cohort',
    firstDigit: null,
  });
  expect(second).toEqual({
    id: 'flu-20270101',
    cohort: template.cohort,
    opensAtMs: Date.parse('2027-01-01T20:00:00+09:00'),
    closesAtMs: Date.parse('2027-01-02T02:00:00+09:00'),
    lobbyOpensAtMs: Date.parse('2026-12-31T23:59:30.500+09:00'),
  });
});

function isFor({ cohort }: CoveredWindow, day: CivilDate): boolean {
  return eligibilityOf(cohort, day).eligible;
}

/** One by one; digits that name no day of the range, or all of them, would be told in another way. */
function daysOf({ birthFrom, birthTo, lastDigits }: BirthDays): CivilDate[] {
  const range = EVERY_DAY.filter((day) => birthFrom <= day && day <= birthTo);
  const there = new Set(range.map(lastDigitOfDay));
  const named = new Set(lastDigits ?? []);
  expect([...named].every((digit) => there.has(digit))).toBe(true);
  expect(named.size).toBeLessThan(there.size);
  return range.filter((day) => lastDigits === null || lastDigits.includes(lastDigitOfDay(day)));
}
