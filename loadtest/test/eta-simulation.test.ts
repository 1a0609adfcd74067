import { expect, test } from '@jest/globals';
import { figuresOf } from '../eta-simulation/figures.ts';
import { answersOf } from '../eta-simulation/night.ts';

const SEEDS = [[1, 5] as const, [1_001, 5] as const, [2_001, 5] as const];

test.each(SEEDS)(
  'from seed %i on, %i nights: half the waits are told to a tenth, nine of ten end within the range',
  (first, nights) => {
    const answers = Array.from({ length: nights }, (_, night) => answersOf(first + night, 0.3)).flat();
    const foreseeable = figuresOf(answers.filter(({ pausedMeanwhile }) => !pausedMeanwhile));
    expect(foreseeable.answers).toBeGreaterThan(10_000);
    expect(foreseeable.medianError).toBeLessThanOrEqual(0.1);
    expect(foreseeable.held).toBeGreaterThanOrEqual(0.9);
    // Nobody can foresee a pause; that may cost something, not everything.
    const all = figuresOf(answers);
    expect(all.medianError).toBeLessThanOrEqual(0.12);
    expect(all.held).toBeGreaterThanOrEqual(0.88);
  },
);

test('the same seed gives the same night', () => {
  expect(answersOf(7, 0.3)).toEqual(answersOf(7, 0.3));
});
