import { listWindows, type WindowRecord } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 1_000;

/**
 * Puts every window in force in Redis as Postgres has it: whatever a publication missed, or Redis forgot, is there again
 * within a second. Versions make it harmless to publish what is there already. A window that cannot be published, or
 * whose door holds something else, keeps none of the others from being published.
 */
export function publishWindows({ store, room, logger }: WorkerContext): AsyncDisposable {
  async function publish(window: WindowRecord): Promise<void> {
    await room.publishWindow(window);
    await room.window(window.id);
  }

  return repeat({
    name: 'publish windows',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const failures: unknown[] = [];
      for (const window of await listWindows(store)) {
        await publish(window).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} windows are not in force`);
    },
  });
}
