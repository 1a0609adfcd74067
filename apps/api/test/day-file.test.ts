import { expect, test } from '@jest/globals';
import type { DayBooking } from '@sunbeon/core';
import { parse } from 'csv-parse/sync';
import { dayFile } from '../src/staff/clinic/day-file.ts';

const booking: DayBooking = {
  bookingId: '00000000-0000-4000-8000-000000000000',
  number: 'K7QM-3X9T-2PAD',
  startsAt: '2027-01-11T00:30:00Z',
  windowId: 'w',
  product: '백신',
  dose: 1,
  state: 'confirmed',
  name: '홍길동',
  visit: 'no-show',
  visitedAt: '2027-01-11T01:00:00Z',
};

const cellsOf = (name: string | null): string[] => {
  const rows: string[][] = parse(dayFile([{ ...booking, name }], 'ko'), { bom: true });
  return rows[1] ?? [];
};

test('a day is a file that spreadsheets read: a mark for UTF-8, headings, Seoul times', () => {
  const file = dayFile([booking], 'en');
  expect(file.startsWith('\uFEFFtime,name')).toBe(true);
  expect(cellsOf('홍길동')).toEqual(['09:30', '홍길동', 'K7QM-3X9T-2PAD', '백신', '1', '오지 않음']);
  expect(cellsOf(null)[1]).toBe('');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")'])(
  'a name of %j is text and no formula',
  (name) => {
    expect(cellsOf(name)[1]).toBe(`'${name}`);
  },
);

test('quotes, commas and line feeds stay inside their cell', () => {
  expect(cellsOf('홍,"길\n동')).toHaveLength(6);
  expect(cellsOf('홍,"길\n동')[1]).toBe('홍,"길\n동');
});
