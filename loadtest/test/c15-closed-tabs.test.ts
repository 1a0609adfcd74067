import { expect, test } from '@jest/globals';
import type { OutflowLimits } from '@sunbeon/core';
import { Chance } from '../chance.ts';
import { SimulatedLine } from '../eta-simulation/simulated-line.ts';

const CLOSED_SHARE = 0.3;
const MOST_LOST = 0.05;
const TICKS = 18_000;
const EVERYBODY = 10_000_000;

/** Half an hour of so many lines, all different. */
function halfHours(nights: number, limits: OutflowLimits, closedShare: number): { admitted: number; noSeat: number } {
  const sum = { admitted: 0, noSeat: 0 };
  for (let night = 0; night < nights; night += 1) {
    const line = new SimulatedLine(new Chance(15 + night), { paused: false, limits, sessionSeconds: 20 }, closedShare);
    for (let tick = 0; tick < TICKS; tick += 1) line.step(EVERYBODY);
    sum.admitted += line.admitted;
    sum.noSeat += line.noSeat;
  }
  return sum;
}

test.each([
  ['the seats', { maxActive: 300, maxPerSecond: 1_000 }, 1, 0.01],
  ['the pace', { maxActive: 5_000, maxPerSecond: 20 }, 1, 0.01],
  ['both', { maxActive: 300, maxPerSecond: 15 }, 1, 0.01],
  // Whoever comes late finds so few seats taken, and asks again. One seat that somebody leaves to expire is a tenth of all, so one night says little.
  ['very few seats', { maxActive: 10, maxPerSecond: 5 }, 20, 0.25],
])(
  'half an hour limited by %s: closed tabs cost next to nothing, and turn nobody away',
  (_limit, counts, nights, mostTurnedAway) => {
    const limits = { ...counts, admissionSeconds: 600, pace: 1 };
    const open = halfHours(nights, limits, 0);
    const closed = halfHours(nights, limits, CLOSED_SHARE);
    expect(closed.admitted).toBeGreaterThanOrEqual(open.admitted * (1 - MOST_LOST));
    expect(closed.noSeat).toBeLessThanOrEqual(closed.admitted * mostTurnedAway);
  },
);
