import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FileColumns, type ReadLine, readLines } from '../src/staff/pieces/read-lines.ts';

const HEADING = 'ci,name,birth_date,phone';
const ROLL: FileColumns = { needed: HEADING.split(','), unread: [], inOrder: true };
const ANY_ORDER: FileColumns = { needed: ['b', 'a'], unread: ['c', 'd'], inOrder: false };

/** Reads a file as the api does, in pieces of so many bytes, each from where the one before ended. */
function readAll(file: Buffer, pieceBytes: number, columns = ROLL): { lines: number; read: ReadLine[] } {
  const read: ReadLine[] = [];
  let [offset, lines] = [0, 0];
  let heading: readonly string[] = [];
  while (offset < file.length) {
    const bytes = file.subarray(offset, offset + pieceBytes);
    const piece = readLines({ bytes, offset, fileBytes: file.length, linesBefore: lines, columns, heading });
    expect(piece.used).toBeGreaterThan(0);
    read.push(...piece.read);
    offset += piece.used;
    lines += piece.lines;
    heading = piece.heading;
  }
  return { lines, read };
}

const read = (text: string | Buffer) => readAll(Buffer.from(text), 2 ** 20).read;

test.each([
  ['a,b,c,d', ['a', 'b', 'c', 'd']],
  [' a , b ,c,', ['a', 'b', 'c', '']],
  ['"a","b, or ""c""","d",""', ['a', 'b, or "c"', 'd', '']],
  ['a,b', ['a', 'b']],
  ['a,"b,c,d', 'quotes'],
  ['a,b"b,c,d', 'quotes'],
  ['"a"b,c,d,e', 'quotes'],
  [Buffer.from('612cb1e8c1b62c632c64', 'hex'), 'not-utf8'],
])('the line %s says %j', (line, fields) => {
  const file = Buffer.concat([Buffer.from(`${HEADING}\nfirst\n`), Buffer.from(line), Buffer.from('\nlast')]);
  expect(read(file)).toEqual([
    { line: 2, fields: ['first'] },
    { line: 3, fields },
    { line: 4, fields: ['last'] },
  ]);
});

test('a line that is too long is not looked into, and those beside it are read', () => {
  expect(read(`${HEADING}\na,${'가'.repeat(1_400)},c,d\ne,f`)).toEqual([
    { line: 2, fields: 'line-too-long' },
    { line: 3, fields: ['e', 'f'] },
  ]);
});

test('a line break in quotes ends the line all the same: what comes after is read', () => {
  expect(read(`${HEADING}\na,"b\nc",d\ne,f`)).toEqual([
    { line: 2, fields: 'quotes' },
    { line: 3, fields: 'quotes' },
    { line: 4, fields: ['e', 'f'] },
  ]);
});

test.each([
  ['a byte order mark', `\uFEFF${HEADING}\na`],
  ['carriage returns', `${HEADING}\r\na\r\n`],
  ['quotes and capitals', '"CI","Name", Birth_Date ,phone\na\n'],
  ['empty lines behind', `${HEADING}\na\n\n  \r\n`],
])('a file with %s is read', (_what, file) => {
  expect(read(file)).toEqual([{ line: 2, fields: ['a'] }]);
});

test.each([
  ['no heading', 'a,b,c,d\n'],
  ['other columns', 'ci,name,birth_date,phone,resident_number\na'],
  ['nothing', '\n'],
  ['UTF-16', Buffer.from(`\uFEFF${HEADING}\n`, 'utf16le')],
  ['no lines', 'x'.repeat(9_000)],
])('a file with %s is refused', (_what, file) => {
  expect(() => read(file)).toThrow(expect.objectContaining({ code: 'import-unreadable' }));
});

test('a line as long as a piece is refused, and named', () => {
  const file = Buffer.from(`${HEADING}\n${'x'.repeat(500)}\n`);
  expect(() => readAll(file, 100)).toThrow(
    expect.objectContaining({ code: 'import-unreadable', facts: { reason: 'line 2 does not end' } }),
  );
});

test('however a file is cut into pieces, it says the same', () => {
  const field = fc.constantFrom('김영수', '', 'a"', '"b,c"', '"', 'é', ' ', '=1+1', 'x'.repeat(40));
  const line = fc.array(field, { maxLength: 5 }).map((fields) => fields.join(','));
  const file = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, ends]) => Buffer.from([HEADING, ...lines].join(end) + (ends ? end : '')));
  fc.assert(
    fc.property(file, fc.integer({ min: 250, max: 900 }), (bytes, pieceBytes) => {
      expect(readAll(bytes, pieceBytes)).toEqual(readAll(bytes, 2 ** 20));
    }),
    { numRuns: 300 },
  );
});

test('columns may stand in any order, with others that are known and not read, in every piece', () => {
  const file = Buffer.from('a,C,b\n1,2,3\n4,5\n6,7,8\n');
  for (const pieceBytes of [6, 100]) {
    expect(readAll(file, pieceBytes, ANY_ORDER).read).toEqual([
      { line: 2, fields: ['3', '1'] },
      { line: 3, fields: 'columns' },
      { line: 4, fields: ['8', '6'] },
    ]);
  }
});

test.each([
  ['a,c', 'line 1 does not name the column b'],
  ['a,b,e', 'column 3 of line 1 is none of b,a,c,d'],
  ['a,b,a', 'line 1 names the column a twice'],
  ['a,c,b,c', 'line 1 names the column c twice'],
  ['"a\nb"', 'line 1 does not name the column b'],
])('the heading %j is refused: %s', (heading, reason) => {
  const file = Buffer.from(`${heading}\n1,2\n`);
  expect(() => readAll(file, 100, ANY_ORDER)).toThrow(
    expect.objectContaining({ code: 'import-unreadable', facts: { reason } }),
  );
});

test('the line that ends an export is no row; another remark is one', () => {
  const end = '# complete: 1 rows as of 2026-11-23T08:00:00.000Z';
  expect(read(`${HEADING}\na\n# ${end}\n${end}\r\n`)).toEqual([
    { line: 2, fields: ['a'] },
    { line: 3, fields: [`# ${end}`] },
  ]);
});
