import { bookedNumbers, type LineRecord, noteCheckpoint, openEpoch } from '@sunbeon/store';
import type { LineHealth } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

/**
 * Whether a line is what Postgres knows of it: started for the epoch in force, in the run of Redis that epoch was opened
 * for and that answers now, and not behind what it was seen at.
 */
export function isSound({ epoch, run, checkpoint }: LineRecord, { redisRun, line }: LineHealth): boolean {
  if (line === null || line.epoch !== epoch || line.run !== run || run !== redisRun) return false;
  return checkpoint.epoch < epoch || (line.issued >= checkpoint.issued && line.serving >= checkpoint.serving);
}

/**
 * Starts a line for a new epoch. One worker gets the epoch, and only the Redis it was opened for may give its numbers; so
 * whatever an old Redis still gives elsewhere, no number is given twice.
 */
export async function rebuildLine(context: WorkerContext, record: LineRecord, health: LineHealth): Promise<void> {
  const { store, guard, metrics, logger } = context;
  const { windowId, checkpoint } = record;
  const opened = await openEpoch(store, record, health.redisRun);
  if (opened === null) return;
  // Before the line runs: nobody who has booked takes a seat from somebody who has not.
  const booked = await bookedNumbers(store, windowId);
  await guard.restoreFinished(windowId, booked);
  const { serving, skips } = checkpoint;
  const issued = booked.reduce((highest, number) => Math.max(highest, number), checkpoint.issued);
  const rebuilt = await guard.rebuild(windowId, { ...opened, run: health.redisRun, issued, serving, skips });
  if (!rebuilt || opened.epoch === record.epoch) return;
  // Noted at once: should Redis be lost again in a moment, the gap of this loss must not be forgotten with it.
  const line = (await guard.inspect(windowId))?.line;
  if (line?.epoch === opened.epoch) await noteCheckpoint(store, windowId, { ...line, epoch: opened.epoch });
  metrics.linesRebuilt.inc();
  logger.warn({ windowId, ...opened, issued, serving }, 'a line was started anew: Redis had lost it, or may have');
}
