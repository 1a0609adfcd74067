import { randomUUID } from 'node:crypto';
import { nextPace, paceFor, windowStateAt } from '@sunbeon/core';
import { OutflowLease } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const TICK_MS = 100;
/** A dead holder is followed within this time and a tick; a stalled one too, and then both call for a moment: no harm. */
const LEASE_MS = 300;

/**
 * Calls numbers in every open window, as long as this worker holds the lease; the others stand by. The more bookings wait
 * behind, the slower.
 */
export function callNumbers({ redis, config, room, backlog, metrics, logger }: WorkerContext): AsyncDisposable {
  const lease = new OutflowLease(redis, config.redisPrefix, randomUUID());
  let pace = 1;
  const loop = repeat({ name: 'call numbers', everyMs: TICK_MS, logger, turn });

  async function turn(): Promise<void> {
    pace = nextPace(pace, paceFor(backlog.now), TICK_MS);
    metrics.pace.set(pace);
    const isHolder = await lease.acquire(LEASE_MS);
    metrics.holdsLease.set(isHolder ? 1 : 0);
    if (!isHolder) return;
    const nowMs = await room.serverTimeMs();
    const open = (await room.windows()).filter((window) => windowStateAt(window, nowMs) === 'open');
    const calls = await Promise.all(open.map(({ id }) => room.callNext(id, { pace })));
    for (const { called } of calls) metrics.called.inc(called);
  }

  return {
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await lease.release().catch(() => null);
    },
  };
}
