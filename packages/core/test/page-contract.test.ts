import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { pageOf, pageQuery } from '../src/page-contract.ts';

const query = z.strictObject(pageQuery);

test('a page has 50 rows unless asked otherwise, and 200 at most', () => {
  expect(query.parse({})).toEqual({ limit: 50 });
  expect(query.parse({ limit: '200' })).toEqual({ limit: 200 });
  for (const limit of ['0', '201', '-1', '1e2', ' 5', '5.0', '', ['5', '6']])
    expect(query.safeParse({ limit }).success).toBe(false);
});

test('what is searched for is composed, and nothing is no search', () => {
  expect(query.parse({ search: ` ${'홍길동'.normalize('NFD')} ` }).search).toBe('홍길동');
  expect(query.parse({ search: '  ' }).search).toBeUndefined();
  for (const search of ['a\u0000', 'a\u202eb', '\ud800', 'x'.repeat(101)])
    expect(query.safeParse({ search }).success).toBe(false);
});

test('where a page begins is short, and the last one has no next', () => {
  expect(query.safeParse({ after: 'x'.repeat(501) }).success).toBe(false);
  expect(pageOf(z.string()).parse({ rows: ['a'], next: null })).toEqual({ rows: ['a'], next: null });
});
