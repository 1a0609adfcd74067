import { expect, test } from '@jest/globals';
import { civilDateOf, type DayBooking } from '@sunbeon/core';
import { bookingTyped } from '../src/clinic/day-list.ts';
import { dayOr, mondayOf, todayInSeoul } from '../src/clinic/days.ts';
import { clockTyped, readLines, withLine, withMondayCopied, writtenLines } from '../src/clinic/hours-lines.ts';

const booking = (number: string): DayBooking => ({
  bookingId: number,
  number,
  startsAt: '2027-01-11T00:00:00Z',
  windowId: 'w',
  product: '백신',
  dose: 1,
  state: 'confirmed',
  name: '홍길동',
  visit: null,
  visitedAt: null,
});
const list = ['K7QM-3X9T-2PAD', 'K7QM-9999-0000', '0123-4567-89AB'].map(booking);

test.each([
  ['0123', '0123-4567-89AB'],
  ['o123 4567', '0123-4567-89AB'],
  ['k7qm3x', 'K7QM-3X9T-2PAD'],
  ['K7QM', 'several'],
  ['ZZZZ', 'none'],
  ['012', 'none'],
  ['', 'none'],
])('who is typed as %j at the door is %s', (typed, expected) => {
  const found = bookingTyped(list, typed);
  expect(typeof found === 'string' ? found : found.number).toBe(expected);
});

test.each([
  ['9:00', '09:00'],
  ['0930', '09:30'],
  ['24:00', '24:00'],
  [' 18:00 ', '18:00'],
  ['nine', 'nine'],
])('a time typed as %j is %j', (typed, clock) => {
  expect(clockTyped(typed)).toBe(clock);
});

test('lines are read as hours, and the wrong ones named', () => {
  const lines = withMondayCopied(withLine([]));
  expect(lines.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5]);
  const { hours } = readLines(lines);
  expect(hours).toHaveLength(5);
  expect(readLines(writtenLines(hours ?? [])).hours).toEqual(hours);
  const [first] = lines;
  const overlapping = first === undefined ? [] : [...lines, { ...first, key: -1 }];
  expect(readLines(overlapping)).toEqual({ hours: null, wrong: [5] });
});

test('a week begins on Monday, and a day is what Seoul calls it', () => {
  expect(mondayOf(civilDateOf('2026-11-23'))).toBe('2026-11-23');
  expect(mondayOf(civilDateOf('2026-11-29'))).toBe('2026-11-23');
  expect(todayInSeoul(new Date('2026-11-22T15:00:00Z'))).toBe('2026-11-23');
  expect(dayOr('2026-02-30', civilDateOf('2026-03-01'))).toBe('2026-03-01');
});
