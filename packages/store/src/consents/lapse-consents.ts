import { z } from 'zod';
import type { Store } from '../store.ts';

const lapsedSchema = z.tuple([z.object({ lapsed: z.int() })]);

/**
 * Notes the end of up to `limit` consents and requests whose time is over, and returns how many. Both sides of a consent
 * are told; of a request that nobody answered nobody is.
 */
export async function lapseConsents({ prisma }: Store, limit: number): Promise<number> {
  const rows: unknown = await prisma.$queryRaw`SELECT lapse_consents(${limit}::int) AS lapsed`;
  const [{ lapsed }] = lapsedSchema.parse(rows);
  return lapsed;
}
