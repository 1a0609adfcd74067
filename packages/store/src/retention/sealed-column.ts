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
