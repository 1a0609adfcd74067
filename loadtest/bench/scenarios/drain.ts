import { DrainContenders } from '../drain/contenders.ts';
import { cpuOf, inRounds } from '../drain/rounds.ts';
import type { Scenario } from '../finding.ts';

const FLOOR = 0.8;

/** From the queue to the commit and back to the edge, over a thousand slots, against BullMQ's worker doing nothing. */
export const drain: Scenario = {
  name: 'drain',
  persistent: true,
  async run(bench) {
    await using contenders = await DrainContenders.open(bench);
    const { subject: booked, baseline: empty } = await inRounds(bench.effort, {
      baseline: (count) => contenders.empty(count),
      subject: (count) => contenders.spread(count),
    });
    return [
      {
        scenario: 'drain',
        name: 'bookings a second, share of an empty BullMQ worker',
        value: booked.perSecond / empty.perSecond,
        unit: '×',
        target: { atLeast: FLOOR },
        detail: `${booked.perSecond.toFixed(0)}/s of ${empty.perSecond.toFixed(0)}/s`,
      },
      {
        scenario: 'drain',
        name: 'CPU time of all processes for a booking',
        value: cpuOf(booked).total,
        unit: 'µs',
        target: null,
        detail: `${cpuOf(booked).words}; an empty job: ${cpuOf(empty).words}`,
      },
    ];
  },
};
