import { z } from 'zod';
import type { Store } from '../store.ts';

const lapsedSchema = z.tuple([z.object({ lapsed: z.int() })]);

/**
 * Ends up to `limit` offers nobody answered in time, and returns how many. Their seats go to the next in line or are free
 * again; whoever had one is offered another, or told that the right of priority stays.
 */
export async function lapseOffers({ prisma }: Store, limit: number): Promise<number> {
  const rows: unknown = await prisma.$queryRaw`SELECT lapse_offers(${limit}::int) AS lapsed`;
  const [{ lapsed }] = lapsedSchema.parse(rows);
  return lapsed;
}
