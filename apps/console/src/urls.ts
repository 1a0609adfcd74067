/** Every address of the console's pages; parts of them are encoded here and nowhere else. */
export const urls = {
  night: () => '/night',
  wall: () => '/wall',
  windows: () => '/windows',
  window: (id: string) => `/windows/${encodeURIComponent(id)}`,
  clinic: () => '/clinic',
  desk: () => '/desk',
  bookings: () => '/bookings',
  data: () => '/data',
  approvals: () => '/approvals',
  approval: (id: string) => `/approvals/${encodeURIComponent(id)}`,
  audit: () => '/audit',
  staff: () => '/staff',
  newMember: () => '/staff/new',
  member: (id: string) => `/staff/${encodeURIComponent(id)}`,
  account: () => '/account',
  home: () => '/',
  /** @param back where to go on once somebody has logged in: an address of the console */
  login: (back?: string) => (back === undefined || back === '/' ? '/login' : `/login?back=${encodeURIComponent(back)}`),
  /** The token stands behind the hash, so that no server and no log ever sees it. */
  invitation: (token?: string) => (token === undefined ? '/invitation' : `/invitation#${encodeURIComponent(token)}`),
} as const;

/** Where to go on after a login: the address asked for, if it is one of the console's own, else home. */
export function backTo(asked: string | null): string {
  // Two slashes, or a slash and a backslash, lead to another host.
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked : urls.home();
}
