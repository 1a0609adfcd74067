import { setTimeout as delay } from 'node:timers/promises';
import { Counter, repeat } from '@sunbeon/service-kit';
import { endErasureWish, eraseExpired, erasureWishes, forgetPerson } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Rows of one kind erased by one transaction. */
const BATCH_ROWS = 500;
const WISHES_AT_A_TIME = 50;
/** Between two transactions the database belongs to those who book. */
const PAUSE_MS = 200;

/**
 * Once an hour forgets the people of campaigns that ended `retentionDays` ago, and those who asked for it as soon as their
 * campaigns are over. It leaves off when the worker stops and
 * goes on where it was; several workers may do it at once.
 */
export function erasePeople({ config, store, registry, logger }: WorkerContext): AsyncDisposable {
  const erasedBookings = new Counter({
    name: 'worker_bookings_erased_total',
    help: 'Bookings whose people were forgotten after the campaign',
    registers: [registry],
  });
  const stopping = new AbortController();

  async function turn(): Promise<void> {
    const olderThan = new Date(Date.now() - config.retentionDays * DAY_MS);
    let bookings = 0;
    for await (const erased of eraseExpired(store, { olderThan, limit: BATCH_ROWS, actor: 'worker' })) {
      erasedBookings.inc(erased.bookings);
      bookings += erased.bookings;
      await delay(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) break;
    }
    if (bookings > 0) logger.info({ bookings, olderThan }, 'people were forgotten');
    await fulfilWishes();
  }

  /** Whoever asked is forgotten as soon as the campaign is over. */
  async function fulfilWishes(): Promise<void> {
    let after = '';
    while (!stopping.signal.aborted) {
      const wishes = await erasureWishes(store, after, WISHES_AT_A_TIME);
      for (const personKey of wishes) await fulfil(personKey);
      after = wishes.at(-1) ?? after;
      if (wishes.length < WISHES_AT_A_TIME) return;
      await delay(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** What fails for one does not keep the others waiting; it is tried again in an hour. */
  async function fulfil(personKey: string): Promise<void> {
    try {
      const { waiting } = await forgetPerson(store, personKey);
      if (waiting.length === 0) await endErasureWish(store, personKey);
    } catch (error) {
      logger.error({ err: error }, 'somebody who asked for it was not forgotten yet');
    }
  }

  const loop = repeat({ name: 'erase people', everyMs: EVERY_MS, turn, logger });
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await loop[Symbol.asyncDispose]();
    },
  };
}
