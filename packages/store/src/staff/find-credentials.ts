import type { StaffMember } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { staffMember } from './staff-account.ts';

/** What somebody's login is checked against. */
export interface StaffCredentials {
  readonly member: StaffMember;
  /** Argon2id, in the PHC format. */
  readonly passwordHash: string;
  /** The secret of their authenticator app, sealed for them. */
  readonly sealedTotp: string;
}

/** The credentials of an active member; `null` for anybody else. Never leaves the process. */
export async function findCredentials({ prisma }: Store, login: string): Promise<StaffCredentials | null> {
  const row = await prisma.staffMember.findUnique({ where: { login, state: 'active' } });
  if (row === null || row.passwordHash === null || row.sealedTotp === null) return null;
  return { member: staffMember(row), passwordHash: row.passwordHash, sealedTotp: row.sealedTotp };
}
