import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { type SealedTable, sealingKey } from './sealed-column.ts';

/** A sealed contact and whom it is sealed for. */
export interface SealedRow {
  /** The key of its row. */
  readonly id: string;
  readonly sealedContact: string;
  readonly personKey: string;
}

export interface SealedBatch {
  readonly table: SealedTable;
  /** Only what these keys seal. */
  readonly kids: readonly string[];
  readonly limit: number;
  /** The id of the last row of the batch before; `null` to begin with. */
  readonly after: string | null;
}

const rows = z.array(z.object({ id: z.string(), sealed_contact: z.string(), person_key: z.string() }));

const ROWS_OF = {
  booking: (after: string | null) => Prisma.sql`
    SELECT id, id::text AS row_id, sealed_contact, person_key FROM booking
    WHERE id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid`,
  message: (after: string | null) => Prisma.sql`
    SELECT message.id, message.id::text AS row_id, message.sealed_contact, person_key
    FROM message JOIN booking ON booking.id = booking_id WHERE message.id > ${after ?? '0'}::bigint`,
};

/** The next contacts sealed by one of the keys, in order of their rows. */
export async function contactsSealedBy(
  { prisma }: Store,
  { table, kids, limit, after }: SealedBatch,
): Promise<SealedRow[]> {
  const found = await prisma.$queryRaw`
    SELECT row_id AS id, sealed_contact, person_key FROM (${ROWS_OF[table](after)}) AS held
    WHERE ${sealingKey} = ANY(${[...kids]}) ORDER BY held.id LIMIT ${limit}`;
  return rows
    .parse(found)
    .map(({ id, sealed_contact: sealedContact, person_key: personKey }) => ({ id, sealedContact, personKey }));
}
