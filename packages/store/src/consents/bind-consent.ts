import { Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { parseReference } from './reference.ts';

const boundSchema = z.array(z.object({ id: z.string() }));

export interface ConsentSearch {
  /** As the delegate read it out. */
  readonly reference: string;
  readonly personKey: string;
  /** Keyed digest of the searcher's verified name and birth date. */
  readonly matchIndex: string;
}

/**
 * Finds the request that was asked of a person by its reference, and binds it to them: their name and birth date have to
 * be those that were typed, their phone may be another. Returns its id.
 * @throws {Problem} `consent-unknown` for anything else, whatever is wrong with it
 */
export async function bindConsent({ prisma }: Store, search: ConsentSearch): Promise<string> {
  const { personKey, matchIndex } = search;
  const reference = parseReference(search.reference);
  if (reference === null) throw new Problem('consent-unknown');
  const bound = boundSchema.parse(
    await prisma.$queryRaw`
      WITH bound AS (
        UPDATE consent SET beneficiary_key = ${personKey}
        WHERE reference = ${reference} AND state = 'requested' AND expires_at > clock_timestamp()
          AND match_index = ${matchIndex} AND delegate_key <> ${personKey}
          AND (beneficiary_key IS NULL OR beneficiary_key = ${personKey})
        RETURNING id
      ), noted AS (
        SELECT note_consent(id, 'consent.find', 'citizen', 'beneficiary') FROM bound
      )
      SELECT id FROM bound LEFT JOIN noted ON true`,
  );
  const [consent] = bound;
  if (consent === undefined) throw new Problem('consent-unknown');
  return consent.id;
}
