import { expect, test } from '@jest/globals';
import { accuracyOf, type LineSample, minuteByMinute, pacePerMinute } from '../src/index.ts';

const MINUTE_MS = 60_000;
const at = (minute: number, called: number, booked: number, waiting = 0): LineSample => ({
  atMs: minute * MINUTE_MS,
  called,
  booked,
  waiting,
});

test('the pace is that of the last five minutes, whatever went before', () => {
  const samples = [0, 1, 2, 3, 4, 5, 6, 7].map((minute) =>
    at(minute, minute < 3 ? 0 : (minute - 2) * 600, minute * 10),
  );
  expect(pacePerMinute(samples, at(8, 3_600, 80))).toEqual({ called: 600, booked: 10 });
});

test.each([
  ['no sample', []],
  ['a sample of a moment ago', [{ ...at(0, 5, 5), atMs: 10 * MINUTE_MS - 14_999 }]],
  ['samples that are too old', [at(0, 5, 5), at(4, 5, 5)]],
])('there is no pace from %s', (_, samples) => {
  expect(pacePerMinute(samples, at(10, 100, 100))).toBeNull();
});

test('cancellations never make a pace, or a minute, less than nothing', () => {
  const samples = [at(0, 10, 10, 7), at(1, 20, 8, 5)];
  expect(pacePerMinute(samples, at(2, 20, 6))).toEqual({ called: 5, booked: 0 });
  expect(minuteByMinute(samples, at(2, 20, 9))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', waiting: 7, called: 10, booked: 0 },
    { at: '1970-01-01T00:01:00.000Z', waiting: 5, called: 0, booked: 1 },
  ]);
});

test('accuracy is the median error and the share within the range; of nothing it is nothing', () => {
  const promises = [0.9, 0.1, 0.2].map((error) => ({ error, withinRange: error < 0.5 }));
  expect(accuracyOf(promises)).toEqual({ checked: 3, medianError: 0.2, withinRange: 2 / 3 });
  expect(accuracyOf([])).toEqual({ checked: 0, medianError: null, withinRange: null });
});
