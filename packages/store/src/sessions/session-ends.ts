import type { Store } from '../store.ts';

/** Rows read by one query. */
const BATCH_ROWS = 1_000;

/** One person has ended all sessions they had. */
export interface EndOfSessions {
  readonly personKey: string;
  readonly endedAtMs: number;
}

/** Who ended their sessions since `sinceMs`, in batches. */
export async function* sessionEnds({ prisma }: Store, sinceMs: number): AsyncGenerator<EndOfSessions[]> {
  let after = '';
  for (;;) {
    const rows = await prisma.sessionEnd.findMany({
      where: { endedAt: { gte: new Date(sinceMs) }, personKey: { gt: after } },
      orderBy: { personKey: 'asc' },
      take: BATCH_ROWS,
    });
    if (rows.length > 0) yield rows.map(({ personKey, endedAt }) => ({ personKey, endedAtMs: endedAt.getTime() }));
    after = rows.at(-1)?.personKey ?? after;
    if (rows.length < BATCH_ROWS) return;
  }
}
