import type { Store } from '../store.ts';
import type { LineCheckpoint } from './line-record.ts';

/** Notes how far a line has come. What is known of the same or a later epoch is never taken back. */
export async function noteCheckpoint({ prisma }: Store, windowId: string, line: LineCheckpoint): Promise<void> {
  const { epoch, issued, serving, skips } = line;
  await prisma.$executeRaw`
    INSERT INTO line_checkpoint AS known (window_id, epoch, issued, serving, skips, taken_at)
    VALUES (${windowId}, ${epoch}::int, ${issued}::int, ${serving}::int, ${JSON.stringify(skips)}::jsonb, clock_timestamp())
    ON CONFLICT (window_id) DO UPDATE
    SET epoch = excluded.epoch, issued = excluded.issued, serving = excluded.serving, skips = excluded.skips,
      taken_at = excluded.taken_at
    WHERE known.epoch < excluded.epoch
      OR known.epoch = excluded.epoch AND known.issued <= excluded.issued AND known.serving <= excluded.serving`;
}
