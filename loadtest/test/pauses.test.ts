import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Pauses } from '../replay/pauses.ts';

test('nobody is woken too soon, and nobody before somebody who was due in an earlier moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(60), { maxLength: 200 }), async (lengths) => {
      using pauses = new Pauses();
      const woken: { readonly dueMs: number; readonly wokenMs: number }[] = [];
      const sleep = async (ms: number): Promise<void> => {
        const dueMs = performance.now() + ms;
        await pauses.pause(ms);
        woken.push({ dueMs, wokenMs: performance.now() });
      };
      await Promise.all(lengths.map(sleep));
      expect(woken).toHaveLength(lengths.length);
      for (const { dueMs, wokenMs } of woken) expect(wokenMs).toBeGreaterThanOrEqual(dueMs);
      const steps = woken.map(({ dueMs }) => Math.floor(dueMs / 10));
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    }),
    { numRuns: 20 },
  );
});

test('whoever lies down again when woken is woken again', async () => {
  using pauses = new Pauses();
  let woken = 0;
  for (; woken < 5; woken += 1) await pauses.pause(0);
  expect(woken).toBe(5);
});
