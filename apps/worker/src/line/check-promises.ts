import { repeat } from '@sunbeon/service-kit';
import type { WorkerContext } from '../context.ts';
import { PromiseLedger } from './promise-ledger.ts';

const EVERY_MS = 1_000;
/** The median is that of so many of the newest promises. */
const REMEMBERED = 201;

/** Measures how wrong the expected waits were, and publishes it among the metrics and the public statistics. */
export function checkPromises({ room, statistics, metrics, logger }: WorkerContext): AsyncDisposable {
  const ledgers = new Map<string, PromiseLedger>();
  const newest: number[] = [];

  async function check(windowId: string): Promise<void> {
    const status = await room.status(windowId);
    if (status === null || status.state === 'closed') {
      ledgers.delete(windowId);
      return;
    }
    const ledger = ledgers.get(windowId) ?? new PromiseLedger();
    ledgers.set(windowId, ledger);
    const kept = ledger.look(status);
    for (const { error, withinRange } of kept) {
      metrics.etaError.observe(error);
      metrics.etaRange.inc({ held: withinRange ? 'yes' : 'no' });
      newest.push(error);
    }
    await statistics.notePromises(windowId, kept);
  }

  return repeat({
    name: 'check promises',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const { id } of await room.windows()) await check(id);
      newest.splice(0, newest.length - REMEMBERED);
      const middle = newest.toSorted((a, b) => a - b)[newest.length >> 1];
      if (middle !== undefined) metrics.etaErrorMedian.set(middle);
    },
  });
}
