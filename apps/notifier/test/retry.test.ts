import { expect, test } from '@jest/globals';
import { nextAttemptAfterMs } from '../src/retry.ts';

test('attempts come apart: one second, doubling up to five minutes, then no more', () => {
  const waits = Array.from({ length: 12 }, (_, index) => nextAttemptAfterMs(index + 1, 0.5));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, null]);
});

test('a crowd that failed together does not come back together', () => {
  expect(nextAttemptAfterMs(3, 0)).toBe(3_200);
  expect(nextAttemptAfterMs(3, 0.999999)).toBe(4_800);
});
