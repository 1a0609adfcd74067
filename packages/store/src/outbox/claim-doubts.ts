import { z } from 'zod';
import type { Store } from '../store.ts';
import { messageReference } from './message-reference.ts';

/** How long whoever asks has for the answer and for noting it. */
const CLAIM_SECONDS = 45;

const doubtSchema = z
  .object({
    id: z.bigint().transform(String),
    about: z.string(),
    requeued: z.int(),
    carrier: z.string(),
    asked: z.int(),
    sent_again: z.boolean(),
    attempts: z.int(),
    lease: z.date(),
  })
  .transform(({ about, requeued, sent_again: sentAgain, ...doubt }) => ({
    ...doubt,
    sentAgain,
    reference: messageReference(doubt.id, requeued, about),
  }));

/**
 * A message that was handed to `carrier`, or was just about to be, when the answer or the notifier went missing. `asked`:
 * how often the carrier was asked before. `sentAgain`: it was sent a second time once without knowing.
 */
export type Doubt = z.infer<typeof doubtSchema>;

/**
 * Claims messages of which nobody knows whether a carrier has them: their claim has lapsed and nothing was noted. The
 * oldest first, `limit` at most; each is asked about by one notifier at a time.
 */
export async function claimDoubts({ prisma }: Store, limit: number): Promise<Doubt[]> {
  const rows = await prisma.$queryRaw`
    WITH due AS MATERIALIZED (
      SELECT id FROM message
      WHERE state = 'queued' AND carrier IS NOT NULL AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at, id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE message SET next_attempt_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}::int)
    FROM due WHERE message.id = due.id
    RETURNING message.id, reference_base(message) AS about, requeued, carrier, asked, sent_again, attempts, next_attempt_at AS lease`;
  return z.array(doubtSchema).parse(rows);
}
