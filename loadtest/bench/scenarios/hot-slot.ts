import { DrainContenders } from '../drain/contenders.ts';
import { inRounds } from '../drain/rounds.ts';
import type { Scenario } from '../finding.ts';

const FLOOR = 0.8;

/** Everybody wants the same slot, against everybody wanting another. */
export const hotSlot: Scenario = {
  name: 'hot-slot',
  persistent: true,
  async run(bench) {
    await using contenders = await DrainContenders.open(bench);
    const { subject: hot, baseline: spread } = await inRounds(bench.effort, {
      baseline: (count) => contenders.spread(count),
      subject: (count) => contenders.hot(count),
    });
    return [
      {
        scenario: 'hot-slot',
        name: 'bookings a second, share of those over 1,000 slots',
        value: hot.perSecond / spread.perSecond,
        unit: '×',
        target: { atLeast: FLOOR },
        detail: `${hot.perSecond.toFixed(0)}/s of ${spread.perSecond.toFixed(0)}/s`,
      },
    ];
  },
};
