import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { sealedTables, sealingKey } from './sealed-column.ts';

/** How much is sealed by one key. */
export interface SealingKeyUse {
  /** `null`: sealed by no key that can be read off. */
  readonly kid: string | null;
  readonly bookings: number;
  readonly messages: number;
}

const rowSchema = z.object({ kid: z.string().nullable(), bookings: z.int(), messages: z.int() });

/** Counts the sealed contacts by the key that seals them: a key with none may be taken off the list. Reads every row. */
export async function sealingKeyUse({ prisma }: Store): Promise<SealingKeyUse[]> {
  const counts = sealedTables.map(
    (table) => Prisma.sql`
      SELECT ${table} AS held, ${sealingKey} AS kid FROM ${Prisma.raw(table)} WHERE sealed_contact <> ''`,
  );
  const found = await prisma.$queryRaw`
    SELECT kid, count(*) FILTER (WHERE held = 'booking')::int AS bookings,
      count(*) FILTER (WHERE held = 'message')::int AS messages
    FROM (${Prisma.join(counts, ' UNION ALL ')}) AS sealed GROUP BY kid ORDER BY kid`;
  return z.array(rowSchema).parse(found);
}
