import { aheadOf, skippedBetween, type WindowState } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import type { LineStatus } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

/** One note in a minute counts; looking oftener puts it near the minute's beginning, and near the opening. */
const EVERY_MS = 5_000;
/** States in which a line moves, or may again at any moment. */
const IN_LINE: ReadonlySet<WindowState> = new Set(['open', 'paused', 'exhausted']);

/** Notes, minute by minute, how far each line has come: what the public statistics are told from. Any worker may, and several do no harm. */
export function noteStatistics({ room, statistics, logger }: WorkerContext): AsyncDisposable {
  async function note({ id, issued, serving, skips, serverTimeMs }: LineStatus): Promise<void> {
    await statistics.note(id, {
      atMs: serverTimeMs,
      waiting: aheadOf(issued + 1, serving, skips),
      called: serving - skippedBetween(1, serving, skips),
      booked: await statistics.booked(id),
    });
  }

  return repeat({
    name: 'note statistics',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const { id } of await room.windows()) {
        const status = await room.status(id);
        if (status !== null && !status.rebuilding && IN_LINE.has(status.state)) await note(status);
      }
    },
  });
}
