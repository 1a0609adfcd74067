import { setTimeout as delay } from 'node:timers/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import { percentile } from '../../replay/arrival-order.ts';
import type { Bench } from '../bench.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import { SlowableCarrier } from '../drain/carrier.ts';
import { PacedBookings } from '../drain/paced-bookings.ts';
import type { Scenario } from '../finding.ts';
import { startWorker } from '../server-process.ts';
import { median } from '../statistics.ts';

const CEILING = 1.1;
const SLOW_MS = 10_000;
/** More on the way than the carrier may have at once: what is slow piles up. */
const BOOKINGS_PER_SECOND = 80;
const PREFIX = 'bench';
const LOOK_AGAIN_MS = 100;

/** How long a booking takes while the carrier takes ten seconds for each message, against one that is fast. */
export const slowCarrier: Scenario = {
  name: 'slow-carrier',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    held.use(await startWorker({ DATABASE_URL: ground.url, REDIS_URL: bench.redisUrl, REDIS_PREFIX: PREFIX }));
    const carrier = held.use(await SlowableCarrier.open(ground.url, bench.keys));
    const people = held.use(new PacedBookings(bench.redis, PREFIX, (person) => bench.sealedContact(person)));
    const pace = { perSecond: BOOKINGS_PER_SECOND, seconds: bench.effort.secondsPerRound };
    const p99 = async (): Promise<number> =>
      percentile(await people.latenciesMs(ground.windowId, ground.slots, pace), 0.99);
    const { fast, slow } = await inTurns(bench, carrier, ground, p99);
    return [
      {
        scenario: 'slow-carrier',
        name: 'booking p99 with a carrier of 10 s, against a fast one',
        value: slow / fast,
        unit: '×',
        target: { atMost: CEILING },
        detail: `${slow.toFixed(1)} ms against ${fast.toFixed(1)} ms at ${BOOKINGS_PER_SECOND} bookings a second`,
      },
    ];
  },
};

async function inTurns(
  { effort }: Bench,
  carrier: SlowableCarrier,
  ground: BookingGround,
  measure: () => Promise<number>,
): Promise<{ fast: number; slow: number }> {
  const fast: number[] = [];
  const slow: number[] = [];
  await measure();
  for (let round = 0; round < effort.rounds; round += 1) {
    fast.push(await measure());
    await carrier.answerAfter(SLOW_MS);
    // Until what is measured meets a carrier that is busy with what came before.
    await measure();
    slow.push(await measure());
    await carrier.answerAfter(0);
    while ((await ground.unsent()) > 0) await delay(LOOK_AGAIN_MS);
  }
  return { fast: median(fast), slow: median(slow) };
}
