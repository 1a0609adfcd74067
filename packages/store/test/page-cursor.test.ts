import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { pageFrom, readCursor } from '../src/page-cursor.ts';

const shape = z.tuple([z.string(), z.number()]);
const cut = {
  limit: 2,
  cursor: ({ name, id }: { name: string; id: number }) => [name, id],
  view: ({ id }: { id: number }) => id,
};
const rows = [
  { name: '가', id: 1 },
  { name: '나', id: 2 },
  { name: '다', id: 3 },
];

test('a page ends at its last row, and the next begins after that one', () => {
  const page = pageFrom(rows, cut);
  expect(page.rows).toEqual([1, 2]);
  expect(readCursor(shape, page.next ?? '')).toEqual(['나', 2]);
});

test('the last page has no next, whether it is full or not', () => {
  expect(pageFrom(rows.slice(0, 2), cut)).toEqual({ rows: [1, 2], next: null });
  expect(pageFrom([], cut)).toEqual({ rows: [], next: null });
});

test('the first page begins nowhere, and what no page has answered is refused', () => {
  expect(readCursor(shape, undefined)).toBeNull();
  for (const made of [
    '',
    'x',
    '🎟',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('[1,2]').toString('base64'),
  ])
    expect(() => readCursor(shape, made)).toThrow(z.ZodError);
});
