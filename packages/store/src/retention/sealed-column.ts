import { Prisma } from '../generated/client.ts';

/** The tables that hold sealed contacts, in a column of the same name. */
export const sealedTables = ['booking', 'message'] as const;
export type SealedTable = (typeof sealedTables)[number];

/**
 * SQL for the id of the key a sealed contact names in its protected header (JWE compact: base64url of JSON, up to the
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

/**
 * SQL for the next `limit` rows behind `after`, in order of their ids: `id`, `row_id` (as text), `sealed_contact` and
 * `person_key`. A table is read page by page, because one statement over millions of rows would outlast every limit.
 */
export function pageOf(table: SealedTable, after: string | null, limit: number): Prisma.Sql {
  if (table === 'booking') {
    return Prisma.sql`
      SELECT id, id::text AS row_id, sealed_contact, person_key FROM booking
      WHERE id > ${after ?? FIRST_BOOKING}::uuid ORDER BY id LIMIT ${limit}`;
  }
  return Prisma.sql`
    SELECT part.id, part.id::text AS row_id, part.sealed_contact, person_key
    FROM (SELECT * FROM message WHERE id > ${after ?? FIRST_MESSAGE}::bigint ORDER BY id LIMIT ${limit}) AS part
    JOIN booking ON booking.id = booking_id`;
}
