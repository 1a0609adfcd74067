import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../chance.ts';
import { type ArrivalCurve, arrivalsOn, scheduleOf } from '../open-loop/arrival-curve.ts';

const perSecond = fc.double({ min: 0, max: 2_000, noNaN: true });
const stretch = fc.record({
  seconds: fc.double({ min: 0.01, max: 3, noNaN: true }),
  fromPerSecond: perSecond,
  toPerSecond: perSecond,
});
const curves: fc.Arbitrary<ArrivalCurve> = fc.array(stretch, { maxLength: 4 });

/** How many have arrived after so many seconds. */
function arrivedBy(curve: ArrivalCurve, seconds: number): number {
  let left = seconds;
  let arrived = 0;
  for (const { seconds: length, fromPerSecond, toPerSecond } of curve) {
    const time = Math.min(length, left);
    const rateThen = fromPerSecond + ((toPerSecond - fromPerSecond) * time) / length;
    arrived += (time * (fromPerSecond + rateThen)) / 2;
    left -= time;
  }
  return arrived;
}

test('an even schedule follows its curve to within one arrival at any instant', () => {
  fc.assert(
    fc.property(curves, fc.double({ min: 0, max: 12, noNaN: true }), (curve, seconds) => {
      const sent = scheduleOf(curve).filter((dueMs) => dueMs <= seconds * 1_000).length;
      expect(Math.abs(sent - arrivedBy(curve, seconds))).toBeLessThanOrEqual(1);
    }),
  );
});

test('instants never go back and lie within the curve, by chance or evenly', () => {
  fc.assert(
    fc.property(curves, fc.option(fc.integer(), { nil: null }), (curve, seed) => {
      const schedule = scheduleOf(curve, seed === null ? undefined : new Chance(seed));
      const endMs = curve.reduce((sum, { seconds }) => sum + seconds, 0) * 1_000;
      for (const [index, dueMs] of schedule.entries()) {
        expect(dueMs).toBeGreaterThanOrEqual(schedule[index - 1] ?? 0);
        expect(dueMs).toBeLessThanOrEqual(endMs + 1e-6);
      }
    }),
  );
});

test('by chance about as many arrive as the curve says, the same for the same seed and others for another', () => {
  const curve = [{ seconds: 10, fromPerSecond: 0, toPerSecond: 2_000 }];
  const mean = arrivalsOn(curve);
  const [one, again, other] = [1, 1, 2].map((seed) => scheduleOf(curve, new Chance(seed)));
  expect(one).toEqual(again);
  expect(one).not.toEqual(other);
  // Six standard deviations of a Poisson count.
  expect(Math.abs((one?.length ?? 0) - mean)).toBeLessThan(6 * Math.sqrt(mean));
  const firstHalf = one?.filter((dueMs) => dueMs < 5_000).length ?? 0;
  expect(Math.abs(firstHalf - mean / 4)).toBeLessThan(6 * Math.sqrt(mean / 4));
});

test('nobody arrives on an empty curve, or where the rate is 0', () => {
  expect(scheduleOf([])).toHaveLength(0);
  expect(scheduleOf([{ seconds: 5, fromPerSecond: 0, toPerSecond: 0 }], new Chance(1))).toHaveLength(0);
});
