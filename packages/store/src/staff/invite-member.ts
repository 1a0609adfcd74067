import { type InviteMemberBody, Problem, type StaffAccount } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import { isMissing, isTaken } from '../database-error.ts';
import type { Store } from '../store.ts';
import { staffAccount } from './staff-account.ts';

/** What somebody is invited by. */
export interface Invitation {
  /** SHA-256 of the token. */
  readonly digest: string;
  readonly expiresAt: Date;
  /** The secret for the authenticator app, sealed for the member. */
  readonly sealedTotp: string;
}

/**
 * Makes an account whose holder has yet to choose a password, and notes in the audit trail who did.
 * @param id of the new member, for whom the secret is sealed
 * @throws {Problem} `staff-conflict` when the login is or was somebody's; `invalid-request` for a site nobody knows
 */
export async function inviteMember(
  { prisma }: Store,
  id: string,
  { login, name, role, siteId }: InviteMemberBody,
  { digest, expiresAt, sealedTotp }: Invitation,
  actor: Actor,
): Promise<StaffAccount> {
  const details = { role, siteId, by: actor.kind };
  try {
    const [row] = await prisma.$transaction([
      prisma.staffMember.create({
        data: { id, login, name, role, siteId, sealedTotp, invitationDigest: digest, invitationExpiresAt: expiresAt },
      }),
      prisma.auditEntry.create({
        data: { actor: actor.id, action: 'staff.invite', subject: `staff:${login}`, details },
      }),
    ]);
    return staffAccount(row);
  } catch (error) {
    if (isTaken(error)) throw new Problem('staff-conflict', { reason: `the login ${login} is or was somebody's` });
    if (isMissing(error)) throw unknownSite();
    throw error;
  }
}

/** What is told about a site that does not exist. */
export function unknownSite(): Problem {
  return new Problem('invalid-request', { errors: [{ field: 'siteId', message: 'unknown site' }] });
}
