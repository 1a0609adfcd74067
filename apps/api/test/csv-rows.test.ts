import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvHeading, csvRows } from '../src/staff/exports/csv-rows.ts';
import { sendTexts } from '../src/staff/exports/send-file.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+82 10', "'+82 10"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['＝1', "'＝1"],
  ['＠a', "'＠a"],
  ['a=1', 'a=1'],
  ["'=1", "'=1"],
  ['2026-12-01T09:00:00+09:00', '2026-12-01T09:00:00+09:00'],
])('a cell of %j is written as %j', (cell, written) => {
  expect(csvRows([[cell, 'b']])).toBe(`${written},b\n`);
});

test('a cell with a carriage return before a formula is quoted and harmless', () => {
  expect(csvRows([['\r=1']])).toBe('"\'\r=1"\n');
});

test('what is written is read again, but for the apostrophes before formulas', () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a"b', 'a,b', 'a\nb', '', '가'));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
      const read = parse(csvHeading(['a', 'b', 'c']) + csvRows(rows), {
        bom: true,
        fromLine: 2,
        recordDelimiter: '\n',
      });
      const escaped = rows.map((row) => row.map((one) => (/^[=+\-@\t\r＝＋－＠]/.test(one) ? `'${one}` : one)));
      expect(read).toEqual(escaped);
    }),
  );
});

test('a reader who takes nothing is given up, and no more is asked for', async () => {
  const asked: number[] = [];
  const texts = async function* () {
    for (let at = 0; ; at += 1) {
      asked.push(at);
      yield 'x'.repeat(1_000);
    }
  };
  const stuck = new Writable({ highWaterMark: 1, write() {} });
  await expect(sendTexts(stuck, texts(), 50)).rejects.toMatchObject({ code: 'ABORT_ERR' });
  expect(stuck.destroyed).toBe(true);
  expect(asked.length).toBeLessThan(5);
});
