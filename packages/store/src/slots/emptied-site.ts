import { z } from 'zod';
import type { Store } from '../store.ts';

const rowsSchema = z.array(z.object({ siteId: z.string() })).max(1);

/** A site that would keep no open slot to come with room for anybody if these were closed; `null` when each keeps some. */
export async function emptiedSite({ prisma }: Store, slotIds: readonly string[]): Promise<string | null> {
  const ids = slotIds.map(BigInt);
  const rows: unknown = await prisma.$queryRaw`
    SELECT site_id AS "siteId" FROM slot
    WHERE closed_at IS NULL AND capacity > 0 AND starts_at > clock_timestamp()
      AND site_id IN (SELECT site_id FROM slot WHERE id = ANY (${ids}::bigint[]))
    GROUP BY site_id HAVING bool_and(id = ANY (${ids}::bigint[]))
    ORDER BY site_id LIMIT 1`;
  return rowsSchema.parse(rows)[0]?.siteId ?? null;
}
