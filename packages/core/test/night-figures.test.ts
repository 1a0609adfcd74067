import { expect, test } from '@jest/globals';
import { type NightSample, nightMinutes, nightPace, refusedOf } from '../src/index.ts';

const at = (seconds: number, done: number, given: Partial<NightSample> = {}): NightSample => ({
  atMs: 1_000 * seconds,
  waiting: 100,
  called: done,
  booked: done,
  admitted: done,
  refused: done,
  ...given,
});

test('a pace is told over the last minute and a half at most, and not from less than fifteen seconds', () => {
  expect(nightPace([at(0, 0), at(10, 10), at(40, 40)], at(100, 160))).toEqual({
    called: 100,
    booked: 100,
    admitted: 100,
    refused: 100,
  });
  expect(nightPace([at(90, 0)], at(104, 50))).toBeNull();
  expect(nightPace([at(0, 0)], at(91, 50))).toBeNull();
  expect(nightPace([], at(100, 1))).toBeNull();
});

test('what nobody counted has no pace, and what fell back has none either', () => {
  const pace = nightPace([at(0, 50, { admitted: null })], at(60, 20));
  expect(pace).toEqual({ called: 0, booked: 0, admitted: null, refused: 0 });
});

test('each minute has what happened in it; the last, until now', () => {
  const minutes = nightMinutes([at(0, 0), at(60, 10, { refused: null }), at(120, 30)], at(130, 33));
  expect(minutes.map(({ called, refused }) => [called, refused])).toEqual([
    [10, null],
    [20, null],
    [3, 3],
  ]);
});

test('confirmed requests are none that were refused', () => {
  expect(refusedOf({ confirmed: 5, 'slot-full': 2, 'already-booked': 1 })).toBe(3);
  expect(refusedOf({})).toBe(0);
});
