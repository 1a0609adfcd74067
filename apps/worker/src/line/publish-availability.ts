import { type Availability, windowStateAt } from '@sunbeon/core';
import { availabilityOf } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 1_000;
/** A snapshot in which nothing changed is renewed after this long, so that its age stays honest. */
const RENEW_MS = 5_000;

interface Published {
  readonly text: string;
  readonly atMs: number;
}

/** Shows the edge which slots are free, once a second, and tells the line when the last dose is gone or some are back. */
export function publishAvailability({ store, room, availability: board, logger }: WorkerContext): AsyncDisposable {
  const newest = new Map<string, Published>();

  async function publish(windowId: string): Promise<void> {
    const { availability, remaining } = await availabilityOf(store, windowId);
    await room.setRemaining(windowId, remaining);
    const text = contentOf(availability);
    const before = newest.get(windowId);
    if (before?.text === text && Date.now() - before.atMs < RENEW_MS) return;
    await board.publish(windowId, availability);
    newest.set(windowId, { text, atMs: Date.now() });
  }

  return repeat({
    name: 'publish availability',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const nowMs = await room.serverTimeMs();
      for (const window of await room.windows()) {
        if (windowStateAt(window, nowMs) === 'closed') newest.delete(window.id);
        else await publish(window.id);
      }
    },
  });
}

function contentOf({ sites, slots }: Availability): string {
  return JSON.stringify([sites, slots]);
}
