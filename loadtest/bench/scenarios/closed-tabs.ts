import type { Bench } from '../bench.ts';
import type { Finding, Scenario } from '../finding.ts';
import { TabCrowd } from '../tab-crowd.ts';

const CLOSED_SHARE = 0.3;
const MOST_LOST = 0.05;
const MOST_TURNED_AWAY = 0.02;
const SESSION_MS = 5_000;
/** Until the seats are full and the shares are known; then this long is measured. */
const WARM_UP_MS = 15_000;
const MEASURED_MS = 60_000;
const SEED = 15;

/** What limits the admissions: the seats, or the pace. A seat is held for seconds here, so that a lost one shows. */
const regimes = [
  { name: 'seats are the limit', limits: { maxActive: 200, maxPerSecond: 10_000 }, people: 6_000 },
  { name: 'the pace is the limit', limits: { maxActive: 10_000, maxPerSecond: 40 }, people: 6_000 },
];
type Regime = (typeof regimes)[number];

/** What closed tabs cost, in admissions per second: lines with and without them live side by side. */
export const closedTabs: Scenario = {
  name: 'closed-tabs',
  persistent: true,
  async run(bench) {
    return (await Promise.all(regimes.map((regime) => compare(bench, regime)))).flat();
  },
};

async function compare(bench: Bench, { name, limits, people }: Regime): Promise<Finding[]> {
  const [open, closed] = await Promise.all(
    [0, CLOSED_SHARE].map(async (closedShare) => {
      const crowd = new TabCrowd(
        bench.room,
        await bench.openWindow(limits),
        { closedShare, sessionMs: SESSION_MS },
        SEED,
      );
      await crowd.join(people);
      await crowd.live(WARM_UP_MS);
      const before = { admitted: crowd.admitted, turnedAway: crowd.turnedAway };
      await crowd.live(MEASURED_MS);
      crowd.leave();
      return { admitted: crowd.admitted - before.admitted, turnedAway: crowd.turnedAway - before.turnedAway };
    }),
  );
  if (!open || !closed) return [];
  const perSecond = [open, closed].map(({ admitted }) => (admitted / (MEASURED_MS / 1_000)).toFixed(1)).join(' → ');
  return [
    {
      scenario: 'closed-tabs',
      name: `share of admissions/s lost to ${100 * CLOSED_SHARE} % closed tabs, ${name}`,
      value: 1 - closed.admitted / open.admitted,
      unit: 'ratio',
      target: { atMost: MOST_LOST },
      detail: `${perSecond} admissions/s`,
    },
    {
      scenario: 'closed-tabs',
      name: `called people who found no free seat at first, ${name}`,
      value: closed.turnedAway / (closed.admitted + closed.turnedAway),
      unit: 'ratio',
      target: { atMost: MOST_TURNED_AWAY },
      detail: `${closed.turnedAway} claims`,
    },
  ];
}
