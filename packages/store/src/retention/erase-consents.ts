import { z } from 'zod';
import { Prisma } from '../generated/client.ts';

/** Codes are good for minutes, and allowances for a day at most: so long they are kept. */
const CODES_KEPT = Prisma.sql`interval '1 day'`;
const ALLOWANCES_KEPT = Prisma.sql`interval '2 days'`;

export interface ConsentBatch {
  /** Only what ended before this instant. */
  readonly olderThan: Date;
  /** Consents looked at, at most. */
  readonly limit: number;
  /** Only what this person asked for or was asked; everybody's without one. */
  readonly personKey?: string;
}

/** What a batch did. */
export interface ErasedConsents {
  readonly consents: number;
  readonly messages: number;
}

const idRows = z.array(z.object({ id: z.string() }));

/**
 * Erases who the two sides of consents were that ended long ago: names, keys and look-ups go, their messages and codes
 * are removed. That there was one, of what kind and how it ended stays, for the count and for the audit trail, which
 * calls it by its id. One whose message is at a carrier this moment is left for the next time.
 */
export async function eraseConsents(
  transaction: Prisma.TransactionClient,
  { olderThan, limit, personKey }: ConsentBatch,
): Promise<ErasedConsents> {
  const ofPerson = personKey === undefined ? Prisma.empty : forgottenBy(personKey);
  const found = idRows.parse(
    await transaction.$queryRaw`
      SELECT id FROM consent
      WHERE ended_at < ${olderThan} AND ended_at IS NOT NULL AND erased_at IS NULL ${ofPerson}
        AND NOT EXISTS (
          SELECT FROM message WHERE consent_id = consent.id AND state = 'queued' AND carrier IS NOT NULL
            AND next_attempt_at > clock_timestamp())
      ORDER BY ended_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
  const ids = found.map(({ id }) => id);
  const messages = await transaction.$executeRaw`DELETE FROM message WHERE consent_id = ANY(${ids}::uuid[])`;
  await transaction.$executeRaw`DELETE FROM one_time_code WHERE consent_id = ANY(${ids}::uuid[])`;
  const consents = await transaction.$executeRaw`
    UPDATE consent SET delegate_key = '', beneficiary_key = NULL, sealed_delegate = '', sealed_named = '',
      sealed_beneficiary = NULL, match_index = '', phone_index = '', erased_at = clock_timestamp()
    WHERE id = ANY(${ids}::uuid[])`;
  return { consents, messages };
}

/**
 * SQL: it concerns the person, and nobody is kept in the dark by its going. Both sides hear of a consent and its end first;
 * and who acted for somebody can be seen for as long as that one has a booking, whatever the delegate wishes.
 */
function forgottenBy(personKey: string): Prisma.Sql {
  return Prisma.sql`
    AND (beneficiary_key = ${personKey} OR delegate_key = ${personKey} AND (given_at IS NULL OR NOT EXISTS (
      SELECT FROM booking WHERE booking.person_key = consent.beneficiary_key AND booking.erased_at IS NULL)))
    AND NOT EXISTS (SELECT FROM message WHERE consent_id = consent.id AND state = 'queued')`;
}

/** Removes codes and allowances nobody can use or is counted by any more, `limit` of each at most; returns how many. */
export async function removeOldCodes(transaction: Prisma.TransactionClient, limit: number): Promise<number> {
  const codes = await transaction.$executeRaw`
    DELETE FROM one_time_code WHERE id IN (
      SELECT id FROM one_time_code WHERE issued_at < clock_timestamp() - ${CODES_KEPT}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  const allowances = await transaction.$executeRaw`
    DELETE FROM text_allowance WHERE (kind, key, since) IN (
      SELECT kind, key, since FROM text_allowance WHERE since < clock_timestamp() - ${ALLOWANCES_KEPT}
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  return codes + allowances;
}
