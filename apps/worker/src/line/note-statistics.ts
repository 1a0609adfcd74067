import { aheadOf, refusedOf, skippedBetween, type WindowState } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import type { NightStatus } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

/** One note in a minute counts; looking oftener puts it near the minute's beginning, and near the opening. */
const EVERY_MS = 5_000;
/** States in which a line moves, or may again at any moment. */
const IN_LINE: ReadonlySet<WindowState> = new Set(['open', 'paused', 'exhausted']);

/**
 * Notes, minute by minute, how far each line has come: what the public statistics and the charts of those who run the night
 * are told from. Any worker may, and several do no harm.
 */
export function noteStatistics({ room, night, requests, statistics, logger }: WorkerContext): AsyncDisposable {
  async function note({ id, issued, serving, skips, serverTimeMs, booked, admissions }: NightStatus): Promise<void> {
    await statistics.note(id, {
      atMs: serverTimeMs,
      waiting: aheadOf(issued + 1, serving, skips),
      called: serving - skippedBetween(1, serving, skips),
      booked,
      admitted: admissions,
      refused: refusedOf(await requests.endings(id)),
    });
  }

  return repeat({
    name: 'note statistics',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      for (const { id } of await room.windows()) {
        const status = await night.read(id);
        if (status !== null && !status.rebuilding && IN_LINE.has(status.state)) await note(status);
      }
    },
  });
}
