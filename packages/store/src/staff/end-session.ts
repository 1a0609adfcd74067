import type { Store } from '../store.ts';

/**
 * Ends a session at once.
 * @param id of the session
 * @param staffId whose it has to be; `null` for anybody's
 * @returns false when there is none (any more)
 */
export async function endSession({ prisma }: Store, id: string, staffId: string | null): Promise<boolean> {
  const { count } = await prisma.staffSession.deleteMany({ where: { id, ...(staffId === null ? {} : { staffId }) } });
  return count > 0;
}
