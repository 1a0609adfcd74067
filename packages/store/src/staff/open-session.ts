import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** A session as it is kept: of its token only the digest. */
export interface NewStaffSession {
  readonly id: string;
  readonly staffId: string;
  readonly tokenDigest: string;
  /** The program it is opened with, as it calls itself. */
  readonly agent: string;
  readonly expiresAt: Date;
}

/** Places one member is logged in at, at most: the oldest end first. */
const MOST_SESSIONS = 10;

/**
 * Logs a member in by a code of this time step, which counts once: of several who show it at the same moment one gets in.
 * @returns false when the code, or a newer one, was used already, or the member is not active any more
 */
export async function openSession({ prisma }: Store, step: number, session: NewStaffSession): Promise<boolean> {
  const { staffId } = session;
  return prisma.$transaction(async (transaction) => {
    const { count } = await transaction.staffMember.updateMany({
      where: { id: staffId, state: 'active', OR: [{ lastTotpStep: null }, { lastTotpStep: { lt: step } }] },
      data: { lastTotpStep: step, lastLoginAt: new Date() },
    });
    if (count === 0) return false;
    await keepSession(transaction, session);
    return true;
  });
}

/**
 * Takes an invitation up: from now on its member is active with this password, and logged in.
 * @returns false when the invitation was used meanwhile
 */
export async function acceptInvitation(
  { prisma }: Store,
  accepted: { readonly digest: string; readonly passwordHash: string; readonly step: number },
  session: NewStaffSession,
): Promise<boolean> {
  const { digest, passwordHash, step } = accepted;
  return prisma.$transaction(async (transaction) => {
    const now = new Date();
    const { count } = await transaction.staffMember.updateMany({
      where: { id: session.staffId, invitationDigest: digest, invitationExpiresAt: { gt: now } },
      data: {
        state: 'active',
        passwordHash,
        lastTotpStep: step,
        lastLoginAt: now,
        invitationDigest: null,
        invitationExpiresAt: null,
      },
    });
    if (count === 0) return false;
    await keepSession(transaction, session);
    return true;
  });
}

async function keepSession(transaction: Prisma.TransactionClient, session: NewStaffSession): Promise<void> {
  const { staffId } = session;
  await transaction.staffSession.deleteMany({ where: { staffId, expiresAt: { lt: new Date() } } });
  const older = await transaction.staffSession.findMany({
    where: { staffId },
    orderBy: { lastSeenAt: 'desc' },
    skip: MOST_SESSIONS - 1,
    select: { id: true },
  });
  await transaction.staffSession.deleteMany({ where: { id: { in: older.map(({ id }) => id) } } });
  await transaction.staffSession.create({ data: session });
}
