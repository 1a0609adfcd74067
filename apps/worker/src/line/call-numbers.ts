import { randomUUID } from 'node:crypto';
import { nextPace, paceFor, windowStateAt } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import { OutflowLease } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const TICK_MS = 100;
/** A dead holder is followed within this time and two steps in Redis; a stalled one too, and then both call for a moment: no harm. */
const LEASE_MS = 300;
/** The windows are read this often, by whoever stands by too, so that following a dead holder begins with a call. */
const LOOK_MS = 250;

/**
 * Calls numbers in every open window, as long as this worker holds the lease; the others stand by and take it the moment
 * it lapses. The more bookings wait behind, the slower.
 */
export function callNumbers({ redis, config, room, backlog, metrics, logger }: WorkerContext): AsyncDisposable {
  const lease = new OutflowLease(redis, config.redisPrefix, randomUUID());
  let pace = 1;
  let running: readonly string[] = [];
  let turnAgainMs = TICK_MS;

  async function look(): Promise<void> {
    const nowMs = await room.serverTimeMs();
    // Whether one is open at this very moment is for the step that calls to say.
    const soonMs = nowMs + 2 * LOOK_MS;
    const windows = (await room.windows()).filter((window) => window.opensAtMs <= soonMs);
    running = windows.filter((window) => windowStateAt(window, nowMs) !== 'closed').map(({ id }) => id);
  }

  async function turn(): Promise<void> {
    pace = nextPace(pace, paceFor(backlog.now), TICK_MS);
    metrics.pace.set(pace);
    const { held, livesMs } = await lease.acquire(LEASE_MS);
    metrics.holdsLease.set(held ? 1 : 0);
    turnAgainMs = held ? TICK_MS : Math.min(livesMs + 1, TICK_MS);
    if (!held) return;
    const calls = await Promise.all(running.map((id) => room.callNext(id, { pace })));
    for (const { called } of calls) metrics.called.inc(called);
  }

  const looking = repeat({ name: 'look at the windows', everyMs: LOOK_MS, logger, turn: look });
  const calling = repeat({ name: 'call numbers', everyMs: () => turnAgainMs, logger, turn });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all([looking, calling].map((loop) => loop[Symbol.asyncDispose]()));
      await lease.release().catch(() => null);
    },
  };
}
