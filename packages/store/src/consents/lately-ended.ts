import { z } from 'zod';
import type { Store } from '../store.ts';

const rowsSchema = z.array(z.object({ id: z.string() }));

/** Ids of the consents that were given and have ended within the last `withinSeconds`, the latest first, `limit` at most. */
export async function latelyEnded(
  { prisma }: Store,
  { withinSeconds, limit }: { readonly withinSeconds: number; readonly limit: number },
): Promise<string[]> {
  const found = await prisma.$queryRaw`
    SELECT id FROM consent
    WHERE ended_at > clock_timestamp() - make_interval(secs => ${withinSeconds}::int) AND erased_at IS NULL AND given_at IS NOT NULL
    ORDER BY ended_at DESC LIMIT ${limit}`;
  return rowsSchema.parse(found).map(({ id }) => id);
}
