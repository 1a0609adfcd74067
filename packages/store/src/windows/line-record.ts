import { type Skip, skipsSchema } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** How far a line was known to have come. */
export interface LineCheckpoint {
  readonly epoch: number;
  /** The highest number given … */
  readonly issued: number;
  /** … and the highest called. */
  readonly serving: number;
  readonly skips: readonly Skip[];
}

/** What Postgres knows about the line of a window. */
export interface LineRecord {
  readonly windowId: string;
  readonly epoch: number;
  /** The run of Redis the epoch was opened for; empty before the line was first started. */
  readonly run: string;
  /** The highest number any line of the window may have given. */
  readonly ceiling: number;
  readonly opensAtMs: number;
  readonly checkpoint: LineCheckpoint;
}

/** Tickets outlive their window by a day, and so does the line that tells where they stand. */
const AFTER_CLOSING_MS = 86_400_000;

const NOWHERE: LineCheckpoint = { epoch: 0, issued: 0, serving: 0, skips: [] };

/** The lines of all windows, until tickets for them have ended. */
export async function listLines({ prisma }: Store): Promise<LineRecord[]> {
  const rows = await prisma.window.findMany({
    where: { draft: false, closesAt: { gt: new Date(Date.now() - AFTER_CLOSING_MS) } },
    select: { id: true, epoch: true, lineRun: true, ceiling: true, opensAt: true, checkpoint: true },
    orderBy: { opensAt: 'asc' },
  });
  return rows.map(({ id, epoch, lineRun, ceiling, opensAt, checkpoint }) => ({
    windowId: id,
    epoch,
    run: lineRun,
    ceiling,
    opensAtMs: opensAt.getTime(),
    checkpoint: checkpoint === null ? NOWHERE : { ...checkpoint, skips: skipsSchema.parse(checkpoint.skips) },
  }));
}
