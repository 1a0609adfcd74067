import type { Store } from '../store.ts';

/** Forgets ends before `beforeMs`: no session is that old any more. Resolves to how many. */
export async function forgetSessionEnds({ prisma }: Store, beforeMs: number): Promise<number> {
  const { count } = await prisma.sessionEnd.deleteMany({ where: { endedAt: { lt: new Date(beforeMs) } } });
  return count;
}
