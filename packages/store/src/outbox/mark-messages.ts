import type { Store } from '../store.ts';

/** The carrier took the message under this id. */
export interface SentMark {
  readonly id: string;
  readonly carrierMessageId: string;
}

/** The message did not go out; `retryAt` `null` gives it up. */
export interface FailedMark {
  readonly id: string;
  readonly error: string;
  readonly retryAt: Date | null;
}

/** The carrier's receipt: how it ended. */
export interface DeliveryMark {
  readonly carrierMessageId: string;
  readonly state: 'delivered' | 'failed';
}

/** Notes what the carrier took, all in one statement. */
export async function markSent({ prisma }: Store, marks: readonly SentMark[]): Promise<void> {
  const ids = marks.map(({ id }) => BigInt(id));
  const carrierIds = marks.map(({ carrierMessageId }) => carrierMessageId);
  await prisma.$executeRaw`
    UPDATE message SET state = 'sent', sent_at = clock_timestamp(), carrier_message_id = mark.carrier_id, last_error = NULL
    FROM unnest(${ids}::bigint[], ${carrierIds}::text[]) AS mark (id, carrier_id)
    WHERE message.id = mark.id AND message.state = 'queued'`;
}

/** Notes what did not go out, and when it is tried again. */
export async function markFailed({ prisma }: Store, marks: readonly FailedMark[]): Promise<void> {
  const ids = marks.map(({ id }) => BigInt(id));
  const errors = marks.map(({ error }) => error);
  const retries = marks.map(({ retryAt }) => retryAt?.toISOString() ?? '');
  await prisma.$executeRaw`
    UPDATE message SET
      state = CASE WHEN mark.retry_at = '' THEN 'failed' ELSE 'queued' END::message_state,
      next_attempt_at = coalesce(nullif(mark.retry_at, '')::timestamptz, next_attempt_at),
      settled_at = CASE WHEN mark.retry_at = '' THEN clock_timestamp() END,
      last_error = mark.error
    FROM unnest(${ids}::bigint[], ${errors}::text[], ${retries}::text[]) AS mark (id, error, retry_at)
    WHERE message.id = mark.id AND message.state = 'queued'`;
}

/** Notes receipts; returns the carrier's ids of those that belong to a message known here. */
export async function markDelivered({ prisma }: Store, marks: readonly DeliveryMark[]): Promise<string[]> {
  const carrierIds = marks.map(({ carrierMessageId }) => carrierMessageId);
  const states = marks.map(({ state }) => state);
  const known = await prisma.$queryRaw<{ carrier_message_id: string }[]>`
    UPDATE message SET state = mark.state::message_state, settled_at = clock_timestamp()
    FROM unnest(${carrierIds}::text[], ${states}::text[]) AS mark (carrier_id, state)
    WHERE message.carrier_message_id = mark.carrier_id
    RETURNING message.carrier_message_id`;
  return known.map(({ carrier_message_id: id }) => id);
}
