import { expect, test } from '@jest/globals';
import { retryDelayMs } from '../src/gate/ask.ts';
import { nextLookMs } from '../src/waiting/next-look.ts';
import { aStatus, OPENS_AT_MS } from './situation.ts';

const MIDDLE = 0.5;
const place = { number: 31_077, state: 'waiting', mostAhead: 31_076 } as const;

test('near the front as often as the gate allows, far from it rarely', () => {
  expect(nextLookMs(aStatus({ serving: 31_070 }), place, OPENS_AT_MS, MIDDLE)).toBe(1_000);
  expect(nextLookMs(aStatus({ serving: 30_236 }), place, OPENS_AT_MS, MIDDLE)).toBe(16_800);
  expect(nextLookMs(aStatus({ serving: 0 }), place, OPENS_AT_MS, MIDDLE)).toBe(60_000);
});

test('whoever comes into free seats looks when these are filled, not when others have left theirs', () => {
  const status = aStatus({ serving: 30_477, ratePerSecond: 8, headStart: 600, mostPerSecond: 250 });
  expect(nextLookMs(status, place, OPENS_AT_MS, MIDDLE)).toBe(1_000);
  expect(nextLookMs({ ...status, headStart: 0 }, place, OPENS_AT_MS, MIDDLE)).toBe(44_800);
});

test('never sooner than the gate asks for', () => {
  const status = aStatus({ serving: 31_070, pollAfterMs: 8_000 });
  expect(nextLookMs(status, place, OPENS_AT_MS, MIDDLE)).toBe(8_000);
});

test('more often shortly before the opening than long before', () => {
  const status = aStatus({ state: 'scheduled' });
  expect(nextLookMs(status, null, OPENS_AT_MS - 3_600_000, MIDDLE)).toBe(20_000);
  expect(nextLookMs(status, null, OPENS_AT_MS - 60_000, MIDDLE)).toBe(5_000);
});

test('people who came together do not ask together', () => {
  const looks = [0, 0.25, 0.5, 0.75, 0.999].map((random) => nextLookMs(aStatus(), place, OPENS_AT_MS, random));
  expect(new Set(looks).size).toBe(looks.length);
});

test('retries become more patient, up to a bound, and heed Retry-After', () => {
  expect([1, 2, 3, 10].map((attempt) => retryDelayMs(attempt, null, 0))).toEqual([1_000, 2_000, 4_000, 20_000]);
  expect(retryDelayMs(1, 7_000, 0)).toBe(7_000);
  expect(retryDelayMs(1, 7_000, 0.999)).toBeGreaterThan(10_000);
});
