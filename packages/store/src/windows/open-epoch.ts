import type { Store } from '../store.ts';
import type { LineRecord } from './line-record.ts';

export interface OpenedEpoch {
  readonly epoch: number;
  /** The highest number any earlier epoch may have given: no lease for one of them is granted any more. */
  readonly ceiling: number;
}

/**
 * Opens a new epoch of a line, for one run of Redis; the first start of a line opens its first. Of several workers that
 * saw the same record one succeeds; the others get `null` and look again.
 */
export async function openEpoch({ prisma }: Store, seen: LineRecord, run: string): Promise<OpenedEpoch | null> {
  const [row] = await prisma.$queryRaw<OpenedEpoch[]>`
    UPDATE booking_window
    SET epoch = CASE WHEN line_run = '' AND ceiling = 0 THEN epoch ELSE epoch + 1 END, line_run = ${run}
    WHERE id = ${seen.windowId} AND epoch = ${seen.epoch}::int AND line_run = ${seen.run}
    RETURNING epoch, ceiling`;
  return row ?? null;
}
