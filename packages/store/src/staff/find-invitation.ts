import type { StaffMember } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { staffMember } from './staff-account.ts';

/** Whom an invitation is for, and what they are to put into their authenticator app. */
export interface FoundInvitation {
  readonly member: StaffMember;
  readonly sealedTotp: string;
  readonly expiresAt: Date;
}

/** The invitation with this digest; `null` when it was used, has expired or never was. */
export async function findInvitation({ prisma }: Store, digest: string): Promise<FoundInvitation | null> {
  const row = await prisma.staffMember.findUnique({
    where: { invitationDigest: digest, invitationExpiresAt: { gt: new Date() } },
  });
  if (row === null || row.sealedTotp === null || row.invitationExpiresAt === null) return null;
  return { member: staffMember(row), sealedTotp: row.sealedTotp, expiresAt: row.invitationExpiresAt };
}
