import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import type { SealedTable } from './sealed-column.ts';

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
    UPDATE ${Prisma.raw(table)} AS held SET sealed_contact = sealed.after
    FROM unnest(${ids}::text[], ${before}::text[], ${after}::text[]) AS sealed (id, before, after)
    WHERE held.id = sealed.id::${Prisma.raw(table === 'booking' ? 'uuid' : 'bigint')} AND held.sealed_contact = sealed.before`;
}
