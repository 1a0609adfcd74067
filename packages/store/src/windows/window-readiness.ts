import type { ReadinessFacts } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** What Postgres knows of how far a window is prepared. */
export type WindowReadiness = Pick<ReadinessFacts, 'slots' | 'roll'> & {
  /** For how long the message that should have gone out first has been due; `null` when none is. */
  readonly oldestDueSeconds: number | null;
};

const rowsSchema = z.tuple([
  z.object({
    slots: z.int(),
    sites: z.int(),
    doses: z.bigint().transform(Number),
    too_early: z.int(),
    on_roll: z.int(),
    roll_read: z.boolean(),
    oldest_due_seconds: z.int().nullable(),
  }),
]);

/** Slots, roll and outbox, as far as they concern a window of this id. */
export async function windowReadiness({ prisma }: Store, windowId: string): Promise<WindowReadiness> {
  const [row] = rowsSchema.parse(
    await prisma.$queryRaw`
      SELECT laid_out.*, roll.*,
        (SELECT count(*)::int FROM roll_entry WHERE roll_entry.campaign_id = door.campaign_id) AS on_roll,
        (SELECT floor(extract(epoch FROM clock_timestamp() - min(next_attempt_at)))::int
          FROM message WHERE state = 'queued' AND carrier IS NULL AND next_attempt_at <= clock_timestamp()
        ) AS oldest_due_seconds
      FROM booking_window door
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS slots, count(DISTINCT site_id)::int AS sites, coalesce(sum(capacity), 0)::bigint AS doses,
          (count(*) FILTER (WHERE starts_at < door.opens_at))::int AS too_early
        FROM slot WHERE window_id = door.id AND closed_at IS NULL
      ) laid_out
      CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(state = 'done'), false) AND NOT coalesce(bool_or(state = 'running'), false) AS roll_read
        FROM roll_import WHERE roll_import.campaign_id = door.campaign_id
      ) roll
      WHERE door.id = ${windowId}`,
  );
  const { slots, sites, doses, too_early: tooEarly, on_roll: people, roll_read: isComplete } = row;
  return {
    slots: { slots, sites, doses, tooEarly },
    roll: { people, isComplete },
    oldestDueSeconds: row.oldest_due_seconds,
  };
}
