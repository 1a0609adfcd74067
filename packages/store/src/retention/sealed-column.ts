import { Prisma } from '../generated/client.ts';

/** Columns that hold what is sealed for the two sides of a consent, and whom each is sealed for. */
const consentColumns = {
  consent_delegate: { sealed: 'sealed_delegate', person: 'delegate_key' },
  consent_named: { sealed: 'sealed_named', person: 'delegate_key' },
  consent_beneficiary: { sealed: 'sealed_beneficiary', person: 'beneficiary_key' },
} as const;

/**
 * The tables that hold what is sealed for a person: contacts, what a roll says of them, and of consents, where one table
 * holds several such things, each of these.
 */
export const sealedTables = [
  'booking',
  'message',
  'roll_entry',
  'message_facts',
  'consent_delegate',
  'consent_named',
  'consent_beneficiary',
] as const;
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

const FIRST_UUID = '00000000-0000-0000-0000-000000000000';
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
      WHERE id > ${after ?? FIRST_UUID}::uuid ORDER BY id LIMIT ${limit}`;
  }
  if (table === 'roll_entry') {
    const [campaignId = '', personKey = ''] = (after ?? '').split(ENTRY_ID_SEPARATOR);
    return Prisma.sql`
      SELECT row_number() OVER (ORDER BY campaign_id, person_key) AS id,
        campaign_id || ${ENTRY_ID_SEPARATOR} || person_key AS row_id, sealed_entry AS sealed_contact, person_key
      FROM (SELECT * FROM roll_entry WHERE (campaign_id, person_key) > (${campaignId}, ${personKey})
        ORDER BY campaign_id, person_key LIMIT ${limit}) AS part`;
  }
  if (table === 'message_facts') {
    return Prisma.sql`
      SELECT id, id::text AS row_id, sealed_facts AS sealed_contact, person_key FROM message
      WHERE id > ${after ?? FIRST_MESSAGE}::bigint AND sealed_facts IS NOT NULL ORDER BY id LIMIT ${limit}`;
  }
  if (table !== 'message') {
    const { sealed, person } = consentColumns[table];
    return Prisma.sql`
      SELECT id, id::text AS row_id, ${Prisma.raw(sealed)} AS sealed_contact, ${Prisma.raw(person)} AS person_key
      FROM consent WHERE id > ${after ?? FIRST_UUID}::uuid ORDER BY id LIMIT ${limit}`;
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
    case 'message_facts':
      return Prisma.sql`UPDATE message AS held SET sealed_facts = sealed.after FROM sealed
        WHERE held.id = sealed.id::bigint AND held.sealed_facts = sealed.before`;
    case 'consent_delegate':
    case 'consent_named':
    case 'consent_beneficiary': {
      const column = Prisma.raw(consentColumns[table].sealed);
      return Prisma.sql`UPDATE consent AS held SET ${column} = sealed.after FROM sealed
        WHERE held.id = sealed.id::uuid AND held.${column} = sealed.before`;
    }
    default:
      return table satisfies never;
  }
}
