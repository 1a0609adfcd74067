import { expect, test } from '@jest/globals';
import { formatInSeoul, isCivilDate, parseInstant, startTimesOf } from '../src/index.ts';

const now = Date.parse('2026-03-01T00:00:00Z');

test.each([
  ['+30s', '2026-03-01T00:00:30.000Z'],
  ['+2h', '2026-03-01T02:00:00.000Z'],
  ['-1d', '2026-02-28T00:00:00.000Z'],
  ['2021-07-19T20:00:00+09:00', '2021-07-19T11:00:00.000Z'],
  ['2021-07-19T20:00', '2021-07-19T11:00:00.000Z'],
  ['2021-07-19T11:00:00Z', '2021-07-19T11:00:00.000Z'],
])('staff write %s and mean %s', (text, instant) => {
  expect(parseInstant(text, now)?.toISOString()).toBe(instant);
});

test.each([
  '',
  'tomorrow',
  '20:00',
  '2021-07-19',
  '2021-02-29T20:00',
  '2021-07-19T25:00',
  '+2w',
  '+1e3s',
  '2021-07-19T20:00+09',
])('"%s" is no instant', (text) => {
  expect(parseInstant(text, now)).toBeNull();
});

test('an instant shows as the wall clock in Seoul, across midnight', () => {
  expect(formatInSeoul(new Date('2021-07-19T15:30:00Z'))).toBe('2021-07-20 00:30');
});

test('a slot plan fills working days and leaves Sundays out', () => {
  const from = '2021-08-14';
  if (!isCivilDate(from)) throw new TypeError(from);
  const starts = startTimesOf({ from, days: 2, timesPerDay: 12 }).map((start) => formatInSeoul(start));
  expect(starts).toHaveLength(24);
  expect(starts[0]).toBe('2021-08-14 09:00');
  expect(starts[1]).toBe('2021-08-14 09:45');
  expect(starts[12]).toBe('2021-08-16 09:00');
  expect(starts.at(-1)).toBe('2021-08-16 17:15');
});
