import type { Store } from '../store.ts';
import { parseMessageReference } from './message-reference.ts';

/** The carrier took the message under this id. */
export interface SentMark {
  readonly id: string;
  readonly carrier: string;
  readonly carrierMessageId: string;
}

/**
 * What becomes of a message that did not go out, or not surely.
 * - `return`: nothing was tried; the attempt does not count
 * - `retry`: surely not sent
 * - `ask`: the carrier may have it, and is asked (again)
 * - `send-again`: nobody can say whether the carrier has it; once it is handed over all the same
 * - `give-up`: it failed
 */
export type UnsentOutcome = 'return' | 'retry' | 'ask' | 'send-again' | 'give-up';

export interface UnsentMark {
  readonly id: string;
  /** The claim's; a mark of a claim that has lapsed and been taken over changes nothing. */
  readonly lease: Date;
  readonly outcome: UnsentOutcome;
  /** When it is due again, or the carrier is asked. */
  readonly at: Date;
  /** How often the carrier has been asked. */
  readonly asked: number;
  readonly error: string;
}

/** The carrier's receipt: how it ended. */
export interface DeliveryMark {
  readonly carrier: string;
  readonly carrierMessageId: string;
  /** What we called it, where the carrier says so. */
  readonly reference: string | null;
  readonly state: 'delivered' | 'failed';
}

/** Notes what carriers took, all in one statement. */
export async function markSent({ prisma }: Store, marks: readonly SentMark[]): Promise<void> {
  const ids = marks.map(({ id }) => BigInt(id));
  const carriers = marks.map(({ carrier }) => carrier);
  const carrierIds = marks.map(({ carrierMessageId }) => carrierMessageId);
  await prisma.$executeRaw`
    UPDATE message SET state = 'sent', sent_at = clock_timestamp(), carrier = mark.carrier,
      carrier_message_id = mark.carrier_id, last_error = NULL
    FROM unnest(${ids}::bigint[], ${carriers}::text[], ${carrierIds}::text[]) AS mark (id, carrier, carrier_id)
    WHERE message.id = mark.id AND message.state = 'queued'`;
}

/** Notes what did not go out, or not surely, and what becomes of it. */
export async function markUnsent({ prisma }: Store, marks: readonly UnsentMark[]): Promise<void> {
  const given = marks.map(({ lease, at, ...mark }) => ({ ...mark, lease: lease.toISOString(), at: at.toISOString() }));
  await prisma.$executeRaw`
    UPDATE message SET
      state = CASE mark.outcome WHEN 'give-up' THEN 'failed' ELSE 'queued' END::message_state,
      carrier = CASE WHEN mark.outcome IN ('ask', 'give-up') THEN message.carrier END,
      attempts = message.attempts - CASE mark.outcome WHEN 'return' THEN 1 ELSE 0 END,
      asked = CASE mark.outcome WHEN 'ask' THEN mark.asked ELSE 0 END,
      sent_again = message.sent_again OR mark.outcome = 'send-again',
      next_attempt_at = mark.at,
      settled_at = CASE mark.outcome WHEN 'give-up' THEN clock_timestamp() END,
      last_error = mark.error
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS mark
      (id bigint, lease timestamptz, outcome text, at timestamptz, asked smallint, error text)
    WHERE message.id = mark.id AND message.state = 'queued' AND message.next_attempt_at = mark.lease`;
}

/**
 * Notes receipts; returns for each whether it belongs to a message known here. A message that has ended stays
 * as it ended, however many receipts follow, and one that was never handed to that carrier cannot be settled by it.
 */
export async function markDelivered({ prisma }: Store, marks: readonly DeliveryMark[]): Promise<boolean[]> {
  const given = marks.map(({ reference, ...mark }) => ({
    ...mark,
    referenced: reference === null ? null : parseMessageReference(reference),
  }));
  const known = await prisma.$queryRaw<{ position: bigint }[]>`
    WITH mark AS MATERIALIZED (
      SELECT position, given->>'carrier' AS carrier, given->>'carrierMessageId' AS carrier_id, given->>'state' AS state,
        (given#>>'{referenced,id}')::bigint AS id, (given#>>'{referenced,requeued}')::smallint AS requeued,
        given#>>'{referenced,tail}' AS tail
      FROM jsonb_array_elements(${JSON.stringify(given)}::jsonb) WITH ORDINALITY AS marks (given, position)
    ), known AS MATERIALIZED (
      SELECT message.id, mark.position, mark.carrier_id, mark.state
      FROM mark JOIN message ON message.carrier_message_id = mark.carrier_id AND message.carrier = mark.carrier
      UNION
      SELECT message.id, mark.position, mark.carrier_id, mark.state
      FROM mark JOIN message ON message.id = mark.id AND message.carrier = mark.carrier
        AND message.requeued = mark.requeued AND right(reference_base(message), 12) = mark.tail
    ), settled AS (
      UPDATE message SET
        state = known.state::message_state,
        carrier_message_id = known.carrier_id,
        sent_at = coalesce(message.sent_at, clock_timestamp()),
        settled_at = clock_timestamp(),
        last_error = CASE known.state WHEN 'failed' THEN 'undelivered' END
      FROM known
      WHERE message.id = known.id AND (message.state IN ('queued', 'sent')
        OR message.state = 'failed' AND message.carrier_message_id IS NULL AND known.state = 'delivered')
    )
    SELECT DISTINCT position FROM known`;
  const positions = new Set(known.map(({ position }) => Number(position)));
  return marks.map((_, index) => positions.has(index + 1));
}
