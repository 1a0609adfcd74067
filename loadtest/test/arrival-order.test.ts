import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overtaken, percentile } from '../replay/arrival-order.ts';

test('someone who asked after another had the answer must not be ahead', () => {
  const first = { sentAtMs: 0, answeredAtMs: 10, number: 2 };
  const later = { sentAtMs: 11, answeredAtMs: 20, number: 1 };
  expect(overtaken([first, later])).toBe(1);
});

test('joins under way together may come out either way', () => {
  const one = { sentAtMs: 0, answeredAtMs: 10, number: 2 };
  const other = { sentAtMs: 9, answeredAtMs: 20, number: 1 };
  expect(overtaken([one, other])).toBe(0);
});

test('numbers given at one instant between asking and answering are never overtaken', () => {
  const spans = fc.array(fc.tuple(fc.nat(1_000), fc.nat(50), fc.nat(50)), { maxLength: 200 });
  fc.assert(
    fc.property(spans, (drawn) => {
      const byInstant = drawn.toSorted((a, b) => a[0] - b[0]);
      const joins = byInstant.map(([at, before, after], index) => ({
        sentAtMs: at - before,
        answeredAtMs: at + after,
        number: index + 1,
      }));
      return overtaken(joins) === 0;
    }),
  );
});

test('percentiles by nearest rank', () => {
  expect(percentile([5, 1, 3, 2, 4], 0.5)).toBe(3);
  expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  expect(percentile([], 0.5)).toBeNaN();
});
