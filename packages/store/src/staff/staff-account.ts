import type { StaffMember as Member, StaffAccount } from '@sunbeon/core';
import type { StaffMember } from '../generated/client.ts';

/** A member as they see themself. */
export function staffMember({ id, login, name, role, siteId }: StaffMember): Member {
  return { id, login, name, role, siteId };
}

/** A member as an admin sees them. */
export function staffAccount(row: StaffMember): StaffAccount {
  return {
    ...staffMember(row),
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
  };
}
