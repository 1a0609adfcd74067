import { z } from 'zod';
import type { Store } from '../store.ts';

const sealedSchema = z.tuple([z.object({ sealed: z.int() })]);

export interface Sealing {
  /** Entries sealed by this call at most. */
  readonly most: number;
  /** Look through the whole trail, and not only its newest part, for entries that committed late. */
  readonly everything: boolean;
}

/**
 * Seals entries of the audit trail that are in no link of the chain yet and says how many; 0 when another worker is at it.
 * An entry that was committed stays where it was put.
 */
export async function sealAudit({ prisma }: Store, { most, everything }: Sealing): Promise<number> {
  const rows: unknown = await prisma.$queryRaw`SELECT seal_audit(${most}::int, ${everything}) AS sealed`;
  const [{ sealed }] = sealedSchema.parse(rows);
  return sealed;
}
