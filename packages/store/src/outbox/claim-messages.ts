import { languages } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

const messageRowSchema = z
  .object({
    id: z.bigint(),
    booking_id: z.string(),
    kind: z.enum(['confirmation']),
    version: z.int(),
    language: z.enum(languages),
    sealed_contact: z.string(),
    attempts: z.int(),
    person_key: z.string(),
    number: z.string(),
    slot_id: z.bigint(),
    site_name: z.string(),
    municipality: z.string(),
    starts_at: z.date(),
    product: z.string(),
  })
  .transform((row) => ({
    id: String(row.id),
    bookingId: row.booking_id,
    kind: row.kind,
    version: row.version,
    language: row.language,
    sealedContact: row.sealed_contact,
    /** Whom the contact is sealed for. */
    personKey: row.person_key,
    /** This attempt included. */
    attempts: row.attempts,
    booking: {
      number: row.number,
      slotId: String(row.slot_id),
      siteName: row.site_name,
      municipality: row.municipality,
      startsAt: row.starts_at.toISOString(),
      product: row.product,
    },
  }));

/** A message to be sent, with the booking it speaks of as it is now. */
export type OutboxMessage = z.infer<typeof messageRowSchema>;

/** A message that was claimed and neither sent nor failed belongs to someone who died: after this long another takes it. */
const CLAIM_SECONDS = 60;

/**
 * Claims up to `limit` due messages, oldest first. Several notifiers may claim at once (`SKIP LOCKED`): no message is
 * claimed twice before its claim has lapsed.
 */
export async function claimMessages({ prisma }: Store, limit: number): Promise<OutboxMessage[]> {
  const rows = await prisma.$queryRaw`
    WITH due AS (
      SELECT id FROM message
      WHERE state = 'queued' AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at, id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE message
      SET attempts = attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}::int)
      FROM due WHERE message.id = due.id
      RETURNING message.*
    )
    SELECT claimed.id, claimed.booking_id, claimed.kind::text, claimed.version, claimed.language::text,
      claimed.sealed_contact, claimed.attempts, booking.person_key, booking.number, slot.id AS slot_id,
      site.name AS site_name, site.municipality, slot.starts_at, slot.product
    FROM claimed
    JOIN booking ON booking.id = claimed.booking_id
    JOIN slot ON slot.id = booking.slot_id
    JOIN site ON site.id = slot.site_id
    ORDER BY claimed.id`;
  return z.array(messageRowSchema).parse(rows);
}
