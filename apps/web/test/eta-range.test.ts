import { expect, test } from '@jest/globals';
import { nextRange } from '../src/waiting/eta-range.ts';
import { OPENS_AT_MS } from './situation.ts';

const MINUTE_MS = 60_000;
const minutesAfter = (range: { lowMs: number; highMs: number }) =>
  [range.lowMs, range.highMs].map((ms) => (ms - OPENS_AT_MS) / MINUTE_MS);

test('a range is rounded outwards to whole minutes', () => {
  const range = nextRange(null, { seconds: 600, low: 550, high: 700 }, OPENS_AT_MS);
  expect(minutesAfter(range)).toEqual([9, 12]);
});

test('the farther away, the coarser', () => {
  expect(minutesAfter(nextRange(null, { seconds: 3_600, low: 3_000, high: 4_000 }, OPENS_AT_MS))).toEqual([50, 70]);
  expect(minutesAfter(nextRange(null, { seconds: 9_000, low: 8_000, high: 10_000 }, OPENS_AT_MS))).toEqual([130, 170]);
});

test('a shown range stands while it holds the expectation', () => {
  const shown = nextRange(null, { seconds: 600, low: 500, high: 720 }, OPENS_AT_MS);
  const later = OPENS_AT_MS + MINUTE_MS;
  expect(nextRange(shown, { seconds: 580, low: 480, high: 690 }, later)).toBe(shown);
});

test('it changes when the expectation leaves it, or when it has become needlessly wide', () => {
  const shown = { lowMs: OPENS_AT_MS + 5 * MINUTE_MS, highMs: OPENS_AT_MS + 20 * MINUTE_MS };
  expect(nextRange(shown, { seconds: 1_500, low: 1_400, high: 1_600 }, OPENS_AT_MS)).not.toBe(shown);
  expect(minutesAfter(nextRange(shown, { seconds: 600, low: 570, high: 630 }, OPENS_AT_MS))).toEqual([9, 11]);
});
