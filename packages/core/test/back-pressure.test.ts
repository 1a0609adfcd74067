import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextPace, paceFor, SLOWEST_PACE } from '../src/index.ts';

test.each([
  ['nothing waits', { undecided: 0, commitMs: 0 }, 1],
  ['a busy moment', { undecided: 1_000, commitMs: 250 }, 1],
  ['half-way in ratios', { undecided: Math.sqrt(1_000 * 10_000), commitMs: 5 }, (1 + SLOWEST_PACE) / 2],
  ['a deep queue', { undecided: 10_000, commitMs: 5 }, SLOWEST_PACE],
  ['a slow database', { undecided: 3, commitMs: 2_000 }, SLOWEST_PACE],
  ['a database that is away', { undecided: 400, commitMs: 600_000 }, SLOWEST_PACE],
])('%s', (_situation, backlog, pace) => {
  expect(paceFor(backlog)).toBeCloseTo(pace, 10);
});

test('a larger backlog never calls faster, a little larger one only a little slower, and nothing stops the calling', () => {
  const backlogs = fc.record({
    undecided: fc.nat(1_000_000),
    commitMs: fc.double({ min: 0, max: 600_000, noNaN: true }),
  });
  fc.assert(
    fc.property(backlogs, backlogs, (a, b) => {
      const more = { undecided: Math.max(a.undecided, b.undecided), commitMs: Math.max(a.commitMs, b.commitMs) };
      const little = paceFor({ undecided: a.undecided * 1.01, commitMs: a.commitMs * 1.01 });
      return paceFor(more) <= paceFor(a) && paceFor(more) >= SLOWEST_PACE && paceFor(a) - little < 0.02;
    }),
  );
});

test('the pace falls at once and rises slowly, however finely time is cut', () => {
  expect(nextPace(1, 0.05, 1_000)).toBeLessThan(0.2);
  expect(nextPace(0.05, 1, 1_000)).toBeLessThan(0.3);
  expect(nextPace(0.05, 1, 15_000)).toBeGreaterThan(0.9);
  let cut = 1;
  for (let tick = 0; tick < 10; tick += 1) cut = nextPace(cut, 0.05, 100);
  expect(cut).toBeCloseTo(nextPace(1, 0.05, 1_000), 10);
});
