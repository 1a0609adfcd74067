import { Problem, type StaffAccount, type StaffRole } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import { isMissing } from '../database-error.ts';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { type Invitation, unknownSite } from './invite-member.ts';
import { staffAccount } from './staff-account.ts';

/** What an admin does to somebody's account. Each ends every session of theirs. */
export type MemberChange =
  /** Both factors are void; the invitation leads to new ones. */
  | { readonly kind: 'reset'; readonly invitation: Invitation }
  | { readonly kind: 'disable' }
  | { readonly kind: 'role'; readonly role: StaffRole; readonly siteId: string | null; readonly reason: string };

/**
 * Changes an account in one transaction, with who did it in the audit trail. Disabling is for good until a reset.
 * @throws {Problem} `staff-unknown`; `staff-conflict` for one's own account; `invalid-request` for a site nobody knows
 */
export async function changeMember(
  { prisma }: Store,
  id: string,
  change: MemberChange,
  actor: Actor,
): Promise<StaffAccount> {
  try {
    return await prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT FROM staff WHERE id = ${id}::uuid FOR UPDATE`;
      const before = await transaction.staffMember.findUnique({ where: { id } });
      if (before === null) throw new Problem('staff-unknown');
      if (before.login === actor.id) throw new Problem('staff-conflict', { reason: 'nobody does this to themself' });
      const after = await transaction.staffMember.update({ where: { id }, data: changed(change) });
      await transaction.staffSession.deleteMany({ where: { staffId: id } });
      const details = { ...detailsOf(change, before), by: actor.kind };
      await transaction.auditEntry.create({
        data: { actor: actor.id, action: `staff.${change.kind}`, subject: `staff:${before.login}`, details },
      });
      return staffAccount(after);
    });
  } catch (error) {
    if (isMissing(error)) throw unknownSite();
    throw error;
  }
}

function changed(change: MemberChange): Prisma.StaffMemberUncheckedUpdateInput {
  switch (change.kind) {
    case 'reset':
      return {
        state: 'invited',
        passwordHash: null,
        lastTotpStep: null,
        sealedTotp: change.invitation.sealedTotp,
        invitationDigest: change.invitation.digest,
        invitationExpiresAt: change.invitation.expiresAt,
      };
    case 'disable':
      return { state: 'disabled', invitationDigest: null, invitationExpiresAt: null };
    case 'role':
      return { role: change.role, siteId: change.siteId };
    default:
      return change satisfies never;
  }
}

function detailsOf(change: MemberChange, before: { role: StaffRole; siteId: string | null }): Prisma.InputJsonObject {
  if (change.kind !== 'role') return {};
  const { role, siteId, reason } = change;
  return { from: { role: before.role, siteId: before.siteId }, to: { role, siteId }, reason };
}
