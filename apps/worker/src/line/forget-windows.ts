import { repeat } from '@sunbeon/service-kit';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 60_000;

/** Removes from Redis what was kept long enough of windows that have closed; any worker may, and several at once do no harm. */
export function forgetWindows({ room, logger }: WorkerContext): AsyncDisposable {
  return repeat({
    name: 'forget windows',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const nowMs = await room.serverTimeMs();
      for (const { id, closesAtMs } of await room.windows()) await room.forget(id, nowMs - closesAtMs);
    },
  });
}
