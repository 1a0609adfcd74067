import { z } from 'zod';
import type { Store } from '../store.ts';
import { pageOf, type SealedTable, sealedTables, sealingKey } from './sealed-column.ts';

/** Rows read by one statement: about half a second. */
const PAGE_ROWS = 50_000;

/** How much is sealed by one key. */
export interface SealingKeyUse {
  /** `null`: sealed by no key that can be read off. */
  readonly kid: string | null;
  readonly bookings: number;
  readonly messages: number;
  readonly rollEntries: number;
  /** What consents, and messages about them, hold beside contacts. */
  readonly consents: number;
}

const rows = z.array(z.object({ last: z.string(), kid: z.string().nullable(), held: z.int() }));

/**
 * Counts what is sealed for people by the key that seals them, in order of the keys' ids: a key with none may be taken off the
 * list. Reads every row, page by page: about ten seconds a million.
 */
export async function sealingKeyUse(store: Store): Promise<SealingKeyUse[]> {
  const counts = new Map<SealedTable, Map<string | null, number>>();
  for (const table of sealedTables) counts.set(table, await countsOf(store, table));
  const held = (kid: string | null, ...tables: readonly SealedTable[]) =>
    tables.reduce((sum, table) => sum + (counts.get(table)?.get(kid) ?? 0), 0);
  return [...new Set([...counts.values()].flatMap((found) => [...found.keys()]))]
    .toSorted((a, b) => Number(a === null) - Number(b === null) || ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((kid) => ({
      kid,
      bookings: held(kid, 'booking'),
      messages: held(kid, 'message'),
      rollEntries: held(kid, 'roll_entry'),
      consents: held(kid, 'message_facts', 'consent_delegate', 'consent_named', 'consent_beneficiary'),
    }));
}

async function countsOf({ prisma }: Store, table: SealedTable): Promise<Map<string | null, number>> {
  const counts = new Map<string | null, number>();
  let after: string | null = null;
  do {
    const found = rows.parse(
      await prisma.$queryRaw`
        WITH page AS MATERIALIZED (${pageOf(table, after, PAGE_ROWS)})
        SELECT (SELECT row_id FROM page ORDER BY id DESC LIMIT 1) AS last, ${sealingKey} AS kid,
          count(*) FILTER (WHERE sealed_contact <> '')::int AS held
        FROM page GROUP BY kid`,
    );
    for (const { kid, held } of found) if (held > 0) counts.set(kid, (counts.get(kid) ?? 0) + held);
    after = found[0]?.last ?? null;
  } while (after !== null);
  return counts;
}
