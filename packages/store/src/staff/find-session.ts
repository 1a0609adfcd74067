import type { StaffMember } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { staffMember } from './staff-account.ts';

/** Who acts, and in which session. */
export interface FoundStaffSession {
  readonly id: string;
  readonly member: StaffMember;
}

/** Being seen is written down this often. */
const SEEN_EVERY_MS = 60_000;

/**
 * The session whose token has this digest; `null` when it has ended, has not been used for `idleMs`, or its member is not
 * active.
 */
export async function findSession(
  { prisma }: Store,
  tokenDigest: string,
  idleMs: number,
): Promise<FoundStaffSession | null> {
  const now = new Date();
  const row = await prisma.staffSession.findUnique({
    where: {
      tokenDigest,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - idleMs) },
      member: { state: 'active' },
    },
    include: { member: true },
  });
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() >= SEEN_EVERY_MS) {
    await prisma.staffSession.updateMany({ where: { id: row.id }, data: { lastSeenAt: now } });
  }
  return { id: row.id, member: staffMember(row.member) };
}
