import { setTimeout as delay } from 'node:timers/promises';
import { Counter, repeat } from '@sunbeon/service-kit';
import { eraseExpired } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Rows of one kind erased by one transaction. */
const BATCH_ROWS = 500;
/** Between two transactions the database belongs to those who book. */
const PAUSE_MS = 200;

/**
 * Once an hour forgets the people of campaigns that ended `retentionDays` ago. It leaves off when the worker stops and
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
  }

  const loop = repeat({ name: 'erase people', everyMs: EVERY_MS, turn, logger });
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await loop[Symbol.asyncDispose]();
    },
  };
}
