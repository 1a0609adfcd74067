import type { Store } from '../store.ts';
import { MAX_FAILED_MESSAGES } from './failed-messages.ts';

/**
 * Puts failed messages back into the outbox with all their attempts, due at once; returns the ids of those that were put
 * back. Unknown ids and messages that have not failed stay as they are. A message whose booking has moved on meanwhile is
 * not sent: the next claim supersedes it.
 * @throws {RangeError} for more than {@link MAX_FAILED_MESSAGES} ids
 */
export async function requeueMessages({ prisma }: Store, ids: readonly string[]): Promise<string[]> {
  if (ids.length > MAX_FAILED_MESSAGES) throw new RangeError(`at most ${MAX_FAILED_MESSAGES} messages at a time`);
  const rows = await prisma.$queryRaw<{ id: bigint }[]>`
    UPDATE message SET state = 'queued', attempts = 0, carrier = NULL, carrier_message_id = NULL, asked = 0,
      sent_again = false, requeued = requeued + 1, next_attempt_at = clock_timestamp(), sent_at = NULL, settled_at = NULL
    WHERE id = ANY (${ids.map(BigInt)}::bigint[]) AND state = 'failed'
    RETURNING id`;
  return rows.map(({ id }) => String(id));
}
