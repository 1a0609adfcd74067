import { DrainContenders } from '../drain/contenders.ts';
import { type OneByOne, oneByOne } from '../drain/one-by-one.ts';
import { inRounds } from '../drain/rounds.ts';
import type { Scenario } from '../finding.ts';

const FLOOR = 2;

/** Groups, the whole way from the queue to the edge, against one transaction per booking without any queue. */
export const oneByOneBooking: Scenario = {
  name: 'one-by-one',
  persistent: true,
  async run(bench) {
    await using contenders = await DrainContenders.open(bench);
    let tool: OneByOne['tool'] = 'node';
    const { subject: grouped, baseline: single } = await inRounds(bench.effort, {
      baseline: async () => {
        const one = await oneByOne(contenders.ground, bench.effort.secondsPerRound);
        tool = one.tool;
        return { ...one, cpuMicros: new Map() };
      },
      subject: (count) => contenders.spread(count),
    });
    return [
      {
        scenario: 'one-by-one',
        name: 'bookings a second, against a transaction for each',
        value: grouped.perSecond / single.perSecond,
        unit: '×',
        target: { atLeast: FLOOR },
        detail: `${grouped.perSecond.toFixed(0)}/s against ${single.perSecond.toFixed(0)}/s (${tool}, 8 connections)`,
      },
    ];
  },
};
