import { repeat } from '@sunbeon/service-kit';
import { listWindows, type WindowRecord } from '@sunbeon/store';
import { WINDOW_KEPT_MS } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
/** A window is published each second until so long after its closing … */
const LIVELY_MS = 86_400_000;
/** … and then each time after so many seconds, as long as Redis keeps it. */
const LOOK_BACK_EVERY = 600;

/**
 * Puts every window in force in Redis as Postgres has it: whatever a publication missed, or Redis forgot, is there again
 * within a second; long after the closing within minutes. Versions make it harmless to publish what is there already. A
 * window that cannot be published, or whose door holds something else, keeps none of the others from being published.
 */
export function publishWindows({ store, room, logger }: WorkerContext): AsyncDisposable {
  let turns = 0;

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
      const keptMs = turns % LOOK_BACK_EVERY === 0 ? WINDOW_KEPT_MS : LIVELY_MS;
      turns += 1;
      for (const window of await listWindows(store, new Date(Date.now() - keptMs))) {
        await publish(window).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} windows are not in force`);
    },
  });
}
