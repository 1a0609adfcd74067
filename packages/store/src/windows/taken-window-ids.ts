import type { Store } from '../store.ts';

/** Which of these ids are those of windows or drafts. */
export async function takenWindowIds({ prisma }: Store, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await prisma.window.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
