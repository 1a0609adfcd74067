import { z } from 'zod';
import { Prisma } from '../generated/client.ts';

/** The part of a campaign a batch looks at. */
export interface Batch {
  readonly campaignId: string;
  /** Rows looked at, at most. */
  readonly limit: number;
  /** The key of the last row of the batch before; `null` to begin with. */
  readonly after: string | null;
  /** Only what belongs to this person. */
  readonly personKey?: string;
}

/** SQL that leaves only what belongs to the person a batch is about, if it is about one. */
export function onlyOf(personKey: string | undefined): Prisma.Sql {
  return personKey === undefined ? Prisma.empty : Prisma.sql`AND person_key = ${personKey}`;
}

/** What a batch did. */
export interface ErasedBookings {
  readonly bookings: number;
  readonly messages: number;
  /** Where the next batch begins; `null` when there is none. */
  readonly next: string | null;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const idRows = z.array(z.object({ id: z.string() }));

/**
 * Erases who the bookings of a campaign are for: contact, look-up and person go from each, and contact and the carrier's
 * reference from its messages; a message that was due is never sent. Number, slot and state stay, for the count. Rows that
 * somebody holds at this moment, or whose message is at a carrier, are left for the next time.
 */
export async function eraseBookings(
  transaction: Prisma.TransactionClient,
  { campaignId, limit, after, personKey }: Batch,
): Promise<ErasedBookings> {
  const found = idRows.parse(
    await transaction.$queryRaw`
      SELECT id FROM booking
      WHERE campaign_id = ${campaignId} AND erased_at IS NULL AND id > ${after ?? NIL}::uuid ${onlyOf(personKey)}
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
  const ids = found.map(({ id }) => id);
  const messages = await transaction.$executeRaw`
    WITH free AS MATERIALIZED (
      SELECT id FROM message
      WHERE booking_id = ANY(${ids}::uuid[])
        AND NOT (state = 'queued' AND carrier IS NOT NULL AND next_attempt_at > clock_timestamp())
      FOR UPDATE SKIP LOCKED
    )
    UPDATE message SET
      sealed_contact = '',
      carrier_message_id = NULL,
      settled_at = CASE state WHEN 'queued' THEN clock_timestamp() ELSE settled_at END,
      state = CASE state WHEN 'queued' THEN 'superseded' ELSE state END
    FROM free WHERE message.id = free.id`;
  const bookings = await transaction.$executeRaw`
    UPDATE booking SET
      sealed_contact = '',
      phone_index = NULL,
      consent_id = NULL,
      -- A stranger's key, which nobody else has: one person has one booking, and it is not this one's any more.
      person_key = translate(trim(TRAILING '=' FROM encode(uuid_send(gen_random_uuid()), 'base64')), '+/', '-_'),
      erased_at = clock_timestamp()
    WHERE id = ANY(${ids}::uuid[])
      AND NOT EXISTS (SELECT FROM message WHERE booking_id = booking.id AND sealed_contact <> '')`;
  return { bookings, messages, next: ids.length === limit ? (ids.at(-1) ?? null) : null };
}
