import { expect, test } from '@jest/globals';
import type { OutflowLimits } from '@sunbeon/core';
import { Chance } from '../chance.ts';
import { SimulatedLine } from '../eta-simulation/simulated-line.ts';

const CLOSED_SHARE = 0.3;
const MOST_LOST = 0.05;
const TICKS = 18_000;
const EVERYBODY = 10_000_000;

function lineOf(limits: OutflowLimits, closedShare: number): SimulatedLine {
  const line = new SimulatedLine(new Chance(15), { paused: false, limits, sessionSeconds: 20 }, closedShare);
  for (let tick = 0; tick < TICKS; tick += 1) line.step(EVERYBODY);
  return line;
}

test.each([
  ['the seats', { maxActive: 300, maxPerSecond: 1_000 }, 0.01],
  ['the pace', { maxActive: 5_000, maxPerSecond: 20 }, 0.01],
  ['both', { maxActive: 300, maxPerSecond: 15 }, 0.01],
  // Whoever comes late finds so few seats taken, and asks again.
  ['very few seats', { maxActive: 10, maxPerSecond: 5 }, 0.35],
])(
  'half an hour limited by %s: closed tabs cost next to nothing, and turn nobody away',
  (_limit, counts, mostTurnedAway) => {
    const limits = { ...counts, admissionSeconds: 600, pace: 1 };
    const open = lineOf(limits, 0);
    const closed = lineOf(limits, CLOSED_SHARE);
    expect(closed.admitted).toBeGreaterThanOrEqual(open.admitted * (1 - MOST_LOST));
    expect(closed.noSeat).toBeLessThanOrEqual(closed.admitted * mostTurnedAway);
  },
);
