import { z } from 'zod';
import type { Store } from '../store.ts';

/** How often something may be tried. */
export interface AttemptLimit {
  readonly most: number;
  /** From the first attempt on; afterwards counting begins anew, so that no lock outlasts it however often somebody tries. */
  readonly withinMs: number;
}

/** Whether one more attempt was within the limit, and how long until counting begins anew. */
export interface Attempted {
  readonly allowed: boolean;
  readonly beginsAnewMs: number;
}

/** Counts that are over, removed by each call. */
const REMOVED_AT_ONCE = 20;

const rowsSchema = z.tuple([z.object({ attempts: z.int(), beginsAnewMs: z.number() })]);

/**
 * Counts one attempt under a key before it is made, so that however many come at once no more than `most` are. About 1 ms.
 * The counts are of every process and outlive them.
 */
export async function countAttempt(
  { prisma }: Store,
  key: string,
  { most, withinMs }: AttemptLimit,
): Promise<Attempted> {
  await prisma.$executeRaw`
    DELETE FROM staff_attempt WHERE key IN (
      SELECT key FROM staff_attempt WHERE ends_at < clock_timestamp() ORDER BY ends_at LIMIT ${REMOVED_AT_ONCE}
      FOR UPDATE SKIP LOCKED
    )`;
  const rows: unknown = await prisma.$queryRaw`
    INSERT INTO staff_attempt AS known (key, attempts, ends_at)
    VALUES (${key}, 1, clock_timestamp() + ${withinMs}::int * interval '1 millisecond')
    ON CONFLICT (key) DO UPDATE SET
      attempts = CASE WHEN known.ends_at < clock_timestamp() THEN 1 ELSE least(known.attempts, ${most}::int) + 1 END,
      ends_at = CASE WHEN known.ends_at < clock_timestamp() THEN excluded.ends_at ELSE known.ends_at END
    RETURNING attempts, greatest(extract(epoch FROM ends_at - clock_timestamp()) * 1000, 0)::float8 AS "beginsAnewMs"`;
  const [{ attempts, beginsAnewMs }] = rowsSchema.parse(rows);
  return { allowed: attempts <= most, beginsAnewMs };
}

/** Takes one attempt back that turned out not to count. */
export async function uncountAttempt({ prisma }: Store, key: string): Promise<void> {
  await prisma.$executeRaw`UPDATE staff_attempt SET attempts = greatest(attempts - 1, 0) WHERE key = ${key}`;
}

/** Forgets what was tried under some keys. */
export async function forgetAttempts({ prisma }: Store, keys: readonly string[]): Promise<void> {
  await prisma.staffAttempt.deleteMany({ where: { key: { in: [...keys] } } });
}
