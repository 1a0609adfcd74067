import { expect, test } from '@jest/globals';
import { UnknownReceipts } from '../src/unknown-receipts.ts';

test('a receipt nobody knows is offered again for a minute, and then taken', () => {
  const unknown = new UnknownReceipts();
  expect([0, 1_000, 59_999, 60_000].map((nowMs) => unknown.giveUp('a', 'c1', nowMs))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(unknown.giveUp('a', 'c1', 60_001)).toBe(false);
});

test('carriers have ids of their own, and a flood of made-up ones makes nothing grow', () => {
  const unknown = new UnknownReceipts();
  unknown.giveUp('a', 'c1', 0);
  expect(unknown.giveUp('b', 'c1', 60_000)).toBe(false);
  for (let count = 0; count < 10_000; count += 1) unknown.giveUp('a', `forged-${count}`, 0);
  expect(unknown.giveUp('a', 'c1', 60_000)).toBe(false);
});
