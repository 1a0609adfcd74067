import { randomUUID } from 'node:crypto';
import { windowStateAt } from '@sunbeon/core';
import { OutflowLease } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const TICK_MS = 100;
/** A dead holder is followed within this time. */
const LEASE_MS = 800;

/** Calls numbers in every open window, as long as this worker holds the lease; the others stand by. */
export function callNumbers({ redis, config, room, metrics, logger }: WorkerContext): AsyncDisposable {
  const lease = new OutflowLease(redis, config.redisPrefix, randomUUID());
  const loop = repeat({ name: 'call numbers', everyMs: TICK_MS, logger, turn });

  async function turn(): Promise<void> {
    const isHolder = await lease.acquire(LEASE_MS);
    metrics.holdsLease.set(isHolder ? 1 : 0);
    if (!isHolder) return;
    const nowMs = await room.serverTimeMs();
    const open = (await room.windows()).filter((window) => windowStateAt(window, nowMs) === 'open');
    const calls = await Promise.all(open.map(({ id }) => room.callNext(id)));
    for (const { called } of calls) metrics.called.inc(called);
  }

  return {
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await lease.release().catch(() => null);
    },
  };
}
