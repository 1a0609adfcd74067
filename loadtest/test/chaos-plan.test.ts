import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeFault, type PlanOptions, planFaults, targets } from '../chaos/fault-plan.ts';

const plans: fc.Arbitrary<PlanOptions> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  kills: fc.integer({ min: 0, max: 150 }),
  everyMs: fc.integer({ min: 1, max: 20_000 }),
  longestMs: fc.integer({ min: 1, max: 100_000 }),
  only: fc.subarray([...targets], { minLength: 1 }),
});

test('a plan is the same whenever it is made, and as long as asked', () => {
  fc.assert(
    fc.property(plans, (options) => {
      const plan = planFaults(options);
      expect(plan).toEqual(planFaults({ ...options }));
      expect(plan).toHaveLength(options.kills);
    }),
  );
});

test('a longer plan begins like a shorter one', () => {
  fc.assert(
    fc.property(plans, fc.nat(50), (options, more) => {
      const plan = planFaults(options);
      expect(planFaults({ ...options, kills: options.kills + more }).slice(0, plan.length)).toEqual(plan);
    }),
  );
});

test('faults come in order, hurt only what they may, and end in time', () => {
  fc.assert(
    fc.property(plans, (options) => {
      const plan = planFaults(options);
      for (const [index, fault] of plan.entries()) {
        expect(fault.atMs).toBeGreaterThanOrEqual(plan[index - 1]?.atMs ?? 0);
        expect(options.only).toContain(fault.target);
        expect(fault.forMs).toBeLessThanOrEqual(options.longestMs);
        expect(describeFault(fault)).toContain(fault.target);
      }
    }),
  );
});

test('in a hundred faults every kind of misfortune comes to every target that can have it', () => {
  const plan = planFaults({ seed: 7, kills: 100, everyMs: 4_500, longestMs: 100_000, only: targets });
  expect(new Set(plan.map(({ kind, target }) => `${kind} ${target}`)).size).toBe(28);
  // Longer than a job's lock, and than a claim of the outbox at some seed.
  expect(plan.some(({ kind, target, forMs }) => kind === 'freeze' && target === 'worker' && forMs > 3_000)).toBe(true);
});

test('another seed gives another plan', () => {
  const options = { kills: 20, everyMs: 4_500, longestMs: 100_000, only: targets };
  expect(planFaults({ ...options, seed: 1 })).not.toEqual(planFaults({ ...options, seed: 2 }));
});
