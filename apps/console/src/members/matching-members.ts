import type { StaffAccount } from '@sunbeon/core';

/** Those whose name or login has the text in it, however it is composed or capitalised. */
export function matchingMembers(members: readonly StaffAccount[], search: string): readonly StaffAccount[] {
  const wanted = plain(search);
  return members.filter(({ login, name }) => login.includes(wanted) || plain(name).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().trim();
}
