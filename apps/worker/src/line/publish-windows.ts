import { listWindows } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 1_000;

/**
 * Puts every window in force in Redis as Postgres has it: whatever a publication missed, or Redis forgot, is there again
 * within a second. Versions make it harmless to publish what is there already.
 */
export function publishWindows({ store, room, logger }: WorkerContext): AsyncDisposable {
  return repeat({
    name: 'publish windows',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const window of await listWindows(store)) await room.publishWindow(window);
    },
  });
}
