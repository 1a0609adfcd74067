import type { StaffSession } from '@sunbeon/core';
import type { Store } from '../store.ts';

const MOST = 500;

/**
 * Where somebody is logged in, or everybody, the last seen first.
 * @param of a member, or all of them
 */
export async function listSessions(
  { prisma }: Store,
  of: { readonly staffId: string } | 'everybody',
): Promise<Omit<StaffSession, 'current'>[]> {
  const rows = await prisma.staffSession.findMany({
    where: { expiresAt: { gt: new Date() }, ...(of === 'everybody' ? {} : of) },
    include: { member: true },
    orderBy: { lastSeenAt: 'desc' },
    take: MOST,
  });
  return rows.map(({ id, agent, createdAt, lastSeenAt, expiresAt, member }) => ({
    id,
    login: member.login,
    agent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}
