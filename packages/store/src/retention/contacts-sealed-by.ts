import { z } from 'zod';
import type { Store } from '../store.ts';
import { pageOf, type SealedTable, sealingKey } from './sealed-column.ts';

export type { SealedTable } from './sealed-column.ts';

/** A sealed contact and whom it is sealed for. */
export interface SealedRow {
  /** The key of its row. */
  readonly id: string;
  readonly sealedContact: string;
  readonly personKey: string;
}

export interface SealedSearch {
  readonly table: SealedTable;
  /** Only what these keys seal. */
  readonly kids: readonly string[];
  /** Rows looked at, at most. */
  readonly limit: number;
  /** Where the search before ended; `null` to begin with. */
  readonly after: string | null;
}

/** What was found, and where to go on; `next` is `null` when every row has been looked at. */
export interface SealedPage {
  readonly contacts: readonly SealedRow[];
  readonly next: string | null;
}

const rows = z.array(
  z.object({
    last: z.string(),
    id: z.string().nullable(),
    sealed_contact: z.string().nullable(),
    person_key: z.string().nullable(),
  }),
);

/** Looks through the next rows for contacts sealed by one of the keys, in order of the rows. */
export async function contactsSealedBy(
  { prisma }: Store,
  { table, kids, limit, after }: SealedSearch,
): Promise<SealedPage> {
  const found = rows.parse(
    await prisma.$queryRaw`
      WITH page AS MATERIALIZED (${pageOf(table, after, limit)}),
        wanted AS (SELECT * FROM page WHERE ${sealingKey} = ANY(${[...kids]})),
        last AS (SELECT row_id FROM page ORDER BY id DESC LIMIT 1)
      SELECT last.row_id AS last, wanted.row_id AS id, sealed_contact, person_key
      FROM last LEFT JOIN wanted ON true ORDER BY wanted.id`,
  );
  const contacts = found.flatMap(({ id, sealed_contact: sealedContact, person_key: personKey }) =>
    id === null || sealedContact === null || personKey === null ? [] : [{ id, sealedContact, personKey }],
  );
  return { contacts, next: found[0]?.last ?? null };
}
