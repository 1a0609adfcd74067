import { Prisma } from '../generated/client.ts';

/** The tables that hold what is sealed for a person: contacts, and what a roll says of them. */
export const sealedTables = ['booking', 'message', 'roll_entry'] as const;
export type SealedTable = (typeof sealedTables)[number];

/**
 * SQL for the id of the key something sealed names in its protected header (JWE compact: base64url of JSON, up to the
 * first dot); null when it names none. Reads the header as it stands: nothing is opened, and no index is needed, because
 * it is asked when keys are changed and not while people book.
 */
export const sealingKey = Prisma.sql`
  CASE WHEN split_part(sealed_contact, '.', 1) ~ '^[A-Za-z0-9_-]+$' AND length(split_part(sealed_contact, '.', 1)) % 4 <> 1
    THEN substring(encode(decode(rpad(
      translate(split_part(sealed_contact, '.', 1), '-_', '+/'),
      (length(split_part(sealed_contact, '.', 1)) + 3) / 4 * 4, '='
    ), 'base64'), 'escape') FROM '"kid":"([\\w.-]{1,32})"')
  END`;

const FIRST_BOOKING = '00000000-0000-0000-0000-000000000000';
const FIRST_MESSAGE = '0';
/** Between campaign and person in the id of an entry of a roll: neither has one. */
const ENTRY_ID_SEPARATOR = ' ';

/**
 * SQL for the next `limit` rows behind `after`, in order of their ids: `id`, `row_id` (as text), `sealed_contact` (whatever
 * it is that is sealed) and `person_key`. A table is read page by page, because one statement over millions of rows would outlast every limit.
 */
export function pageOf(table: SealedTable, after: string | null, limit: number): Prisma.Sql {
  if (table === 'booking') {
    return Prisma.sql`
      SELECT id, id::text AS row_id, sealed_contact, person_key FROM booking
      WHERE id > ${after ?? FIRST_BOOKING}::uuid ORDER BY id LIMIT ${limit}`;
  }
  if (table === 'roll_entry') {
    const [campaignId = '', personKey = ''] = (after ?? '').split(ENTRY_ID_SEPARATOR);
    return Prisma.sql`
      SELECT row_number() OVER (ORDER BY campaign_id, person_key) AS id,
        campaign_id || ${ENTRY_ID_SEPARATOR} || person_key AS row_id, sealed_entry AS sealed_contact, person_key
      FROM (SELECT * FROM roll_entry WHERE (campaign_id, person_key) > (${campaignId}, ${personKey})
        ORDER BY campaign_id, person_key LIMIT ${limit}) AS part`;
  }
  return Prisma.sql`
    SELECT part.id, part.id::text AS row_id, part.sealed_contact, coalesce(part.person_key, booking.person_key) AS person_key
    FROM (SELECT * FROM message WHERE id > ${after ?? FIRST_MESSAGE}::bigint ORDER BY id LIMIT ${limit}) AS part
    LEFT JOIN booking ON booking.id = booking_id`;
}

/** SQL that puts `sealed.after` in the place of `sealed.before` in the row `sealed.id` of a table, for each row of `sealed`. */
export function replacementIn(table: SealedTable): Prisma.Sql {
  switch (table) {
    case 'booking':
      return Prisma.sql`UPDATE booking AS held SET sealed_contact = sealed.after FROM sealed
        WHERE held.id = sealed.id::uuid AND held.sealed_contact = sealed.before`;
    case 'message':
      return Prisma.sql`UPDATE message AS held SET sealed_contact = sealed.after FROM sealed
        WHERE held.id = sealed.id::bigint AND held.sealed_contact = sealed.before`;
    case 'roll_entry':
      return Prisma.sql`UPDATE roll_entry AS held SET sealed_entry = sealed.after FROM sealed
        WHERE held.campaign_id = split_part(sealed.id, ${ENTRY_ID_SEPARATOR}, 1)
          AND held.person_key = split_part(sealed.id, ${ENTRY_ID_SEPARATOR}, 2) AND held.sealed_entry = sealed.before`;
    default:
      return table satisfies never;
  }
}
