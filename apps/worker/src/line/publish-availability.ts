import { randomUUID } from 'node:crypto';
import { windowStateAt } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import { availableSlots, changedSites } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { WindowAvailability } from './window-availability.ts';

const EVERY_MS = 1_000;
/** Another worker goes on this long after the one who published has fallen silent. */
const LEASE_MS = 2_500;
/** Sites read and written at a time. */
const SITES_AT_A_TIME = 500;

/**
 * Shows the edge which slots are free, once a second, and tells the line when the last dose is gone or some are back. One
 * worker publishes a window; it remembers what is free at each site and reads and writes what has changed.
 */
export function publishAvailability({ store, room, availability: board, logger }: WorkerContext): AsyncDisposable {
  const holder = randomUUID();
  const known = new Map<string, WindowAvailability>();

  async function publish(windowId: string): Promise<void> {
    if (!(await board.hold(windowId, holder, LEASE_MS))) {
      known.delete(windowId);
      return;
    }
    const before = known.get(windowId);
    const window = before ?? new WindowAvailability();
    // Until all of it is written nothing is known: should any of this fail, everything is published anew.
    known.delete(windowId);
    const { mark, siteIds, hasSlots } = await changedSites(store, windowId, window.mark);
    for (let at = 0; at < siteIds.length; at += SITES_AT_A_TIME) {
      const some = siteIds.slice(at, at + SITES_AT_A_TIME);
      const slots = window.take(some, await availableSlots(store, windowId, some));
      if ((await board.publish(windowId, holder, LEASE_MS, window.part(slots))) !== 'published') return;
    }
    await room.setRemaining(windowId, hasSlots ? window.free() : null);
    if ((await board.publish(windowId, holder, LEASE_MS, window.conclusion(mark))) !== 'published') return;
    window.conclude(mark);
    known.set(windowId, window);
  }

  const turns = repeat({
    name: 'publish availability',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const nowMs = await room.serverTimeMs();
      for (const window of await room.windows()) {
        if (windowStateAt(window, nowMs) === 'closed') known.delete(window.id);
        else await publish(window.id);
      }
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      await turns[Symbol.asyncDispose]();
      // Another goes on at once.
      for (const windowId of known.keys()) await board.release(windowId, holder).catch(() => null);
    },
  };
}
