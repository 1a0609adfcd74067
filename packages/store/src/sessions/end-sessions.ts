import type { Store } from '../store.ts';

/** Ends every session the person has; one that begins later is good. Resolves to the instant, ms since the epoch. */
export async function endSessions({ prisma }: Store, personKey: string): Promise<number> {
  const [row] = await prisma.$queryRaw<{ endedAt: Date }[]>`
    INSERT INTO session_end AS known (person_key, ended_at) VALUES (${personKey}, clock_timestamp())
    ON CONFLICT (person_key) DO UPDATE SET ended_at = greatest(known.ended_at, excluded.ended_at)
    RETURNING ended_at AS "endedAt"`;
  if (row === undefined) throw new TypeError('nothing was written');
  return row.endedAt.getTime();
}
