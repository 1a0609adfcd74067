import { expect, test } from '@jest/globals';
import { quietHoursSchema, quietUntil } from '../src/quiet-hours.ts';

const night = quietHoursSchema.parse('21:00-08:00');
const noon = quietHoursSchema.parse('12:00-13:30');

test.each([
  // Seoul is nine hours ahead.
  ['2021-08-16T11:59:59.999Z', night, null],
  ['2021-08-16T12:00:00Z', night, '2021-08-16T23:00:00.000Z'],
  ['2021-08-16T14:59:59Z', night, '2021-08-16T23:00:00.000Z'],
  ['2021-08-16T15:00:00Z', night, '2021-08-16T23:00:00.000Z'],
  ['2021-08-16T22:59:59.999Z', night, '2021-08-16T23:00:00.000Z'],
  ['2021-08-16T23:00:00Z', night, null],
  ['2021-12-31T14:00:00Z', night, '2021-12-31T23:00:00.000Z'],
  ['2024-02-28T15:30:00Z', night, '2024-02-28T23:00:00.000Z'],
  ['2021-08-16T02:59:59Z', noon, null],
  ['2021-08-16T03:00:00Z', noon, '2021-08-16T04:30:00.000Z'],
  ['2021-08-16T04:30:00Z', noon, null],
])('at %s it is quiet (%j) until %s', (now, hours, until) => {
  expect(quietUntil(new Date(now), hours)?.toISOString() ?? null).toBe(until);
});

test('there may be none', () => {
  for (const text of ['none', '08:00-08:00']) {
    expect(quietUntil(new Date('2021-08-16T15:00:00Z'), quietHoursSchema.parse(text))).toBeNull();
  }
});

test.each(['', '21:00', '21:00-24:00', '9:00-10:00', '21:00-08:60', '21:00–08:00'])('%j is refused', (text) => {
  expect(quietHoursSchema.safeParse(text).success).toBe(false);
});
