import type { StaffAccount } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { staffAccount } from './staff-account.ts';

/** More people than run a campaign's staff door. */
const MOST = 5_000;

/** Everybody who works here or did, by login. */
export async function listMembers({ prisma }: Store): Promise<StaffAccount[]> {
  const rows = await prisma.staffMember.findMany({ orderBy: { login: 'asc' }, take: MOST });
  return rows.map(staffAccount);
}
