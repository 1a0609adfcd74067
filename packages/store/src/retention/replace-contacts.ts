import type { Store } from '../store.ts';
import { replacementIn, type SealedTable } from './sealed-column.ts';

/** A contact sealed anew. */
export interface Resealed {
  readonly id: string;
  /** As it was read: a row that has changed since is left as it is. */
  readonly before: string;
  readonly after: string;
}

/** Puts contacts in the place of what they were; returns how many were still as they were read. */
export async function replaceContacts(
  { prisma }: Store,
  table: SealedTable,
  contacts: readonly Resealed[],
): Promise<number> {
  const ids = contacts.map(({ id }) => id);
  const before = contacts.map((contact) => contact.before);
  const after = contacts.map((contact) => contact.after);
  return prisma.$executeRaw`
    WITH sealed AS MATERIALIZED (
      SELECT * FROM unnest(${ids}::text[], ${before}::text[], ${after}::text[]) AS row (id, before, after)
    )
    ${replacementIn(table)}`;
}
