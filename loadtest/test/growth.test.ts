import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { growthOf, lowest, type Reading } from '../soak/growth.ts';

const HOUR_SECONDS = 3_600;
const LIMIT = { share: 0.1, atLeast: 1 };

/** A reading every ten seconds for an hour. */
function anHour(value: (hours: number, index: number) => number): Reading[] {
  return Array.from({ length: 360 }, (_, index) => {
    const atSeconds = index * 10;
    return { atSeconds, value: value(atSeconds / HOUR_SECONDS, index) };
  });
}

test('of a straight line it finds the slope, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 0, max: 1_000 }), (perHour, start) => {
      const growth = growthOf(
        anHour((hours) => start + perHour * hours),
        LIMIT,
      );
      expect(growth.perHour).toBeCloseTo(perHour, 3);
      expect(growth.grows).toBe(growth.perHour > growth.limitPerHour);
    }),
    { numRuns: 5 },
  );
});

/** Growth of a fifth in an hour, with noise around it. */
function noisy(hours: number, index: number): number {
  return 100 + 20 * hours + 10 * Math.sin(index) + (index % 5 === 0 ? 300 : 0);
}

test('a leak of a fifth in an hour grows, under noise as large and with every fifth reading disturbed', () => {
  expect(growthOf(anHour(noisy), LIMIT).grows).toBe(true);
  expect(
    growthOf(
      anHour((_, index) => noisy(0, index)),
      LIMIT,
    ).grows,
  ).toBe(false);
});

test('of a heap that is collected in waves only what is left counts', () => {
  const waves = anHour((_, index) => 50 + (index % 12) * 5);
  expect(new Set(lowest(waves, 120).map(({ value }) => value))).toEqual(new Set([50]));
  const leaking = anHour((hours, index) => 50 + 12 * hours + (index % 12) * 5);
  expect(growthOf(lowest(leaking, 120), LIMIT).grows).toBe(true);
});

test('without readings nothing grows', () => {
  expect(growthOf([], LIMIT)).toMatchObject({ perHour: 0, grows: false });
  expect(growthOf([{ atSeconds: 0, value: Number.NaN }], LIMIT).grows).toBe(false);
});
