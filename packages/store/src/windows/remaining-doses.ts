import { z } from 'zod';
import type { Store } from '../store.ts';

const remainingRow = z.object({ window_id: z.string(), remaining: z.bigint() });

/** Doses that can still be booked, by window id, for the windows named; a window without slots has no entry. */
export async function remainingDoses({ prisma }: Store, windowIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await prisma.$queryRaw`
    SELECT window_id,
      coalesce(sum(capacity - taken) FILTER (
        WHERE closed_at IS NULL AND (book_until IS NULL OR book_until > clock_timestamp())), 0) AS remaining
    FROM slot
    WHERE window_id = ANY (${windowIds}::text[])
    GROUP BY window_id`;
  return new Map(
    z
      .array(remainingRow)
      .parse(rows)
      .map((row) => [row.window_id, Number(row.remaining)]),
  );
}
