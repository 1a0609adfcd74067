import { z } from 'zod';
import type { Store } from '../store.ts';

const row = z.object({ window_id: z.string(), doses: z.bigint() });

/**
 * Doses in all open slots, taken or not, by window id; a window without slots has no entry. Reads every slot of the windows
 * named: not for each second. Measured: 190 ms for ten windows with 240,000 slots.
 */
export async function windowDoses({ prisma }: Store, windowIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await prisma.$queryRaw`
    SELECT window_id, coalesce(sum(capacity) FILTER (WHERE closed_at IS NULL), 0) AS doses
    FROM slot
    WHERE window_id = ANY (${windowIds}::text[])
    GROUP BY window_id`;
  return new Map(
    z
      .array(row)
      .parse(rows)
      .map(({ window_id: id, doses }) => [id, Number(doses)]),
  );
}
