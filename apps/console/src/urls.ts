/** Every address of the console's pages; parts of them are encoded here and nowhere else. */
export const urls = {
  /** @param window the one shown; without one, that which needs an eye first */
  night: (window?: string) => (window === undefined ? '/night' : `/night?window=${encodeURIComponent(window)}`),
  wall: () => '/wall',
  /** The booking queue, by pages of another maker. */
  queues: () => '/queues',
  /** @param from a day of the week the calendar begins with; without one, of this week */
  windows: (from?: string) => (from === undefined ? '/windows' : `/windows?from=${encodeURIComponent(from)}`),
  window: (id: string) => `/windows/${encodeURIComponent(id)}`,
  /** @param day on which it is to open */
  newWindow: (day?: string) => (day === undefined ? '/windows/new' : `/windows/new?day=${encodeURIComponent(day)}`),
  changeWindow: (id: string) => `/windows/${encodeURIComponent(id)}/change`,
  /** The citizens' pages as the console frames them. */
  preview: (language: 'ko' | 'en') => `/preview/${language}`,
  copyWindow: (id: string) => `/windows/${encodeURIComponent(id)}/copy`,
  clinic: () => '/clinic',
  /** @param part the desk of a site begins with its week; what else there is of it */
  site: (id: string, part?: 'hours' | 'slots' | 'blocks' | 'closing') =>
    `/clinic/${encodeURIComponent(id)}${part === undefined ? '' : `/${part}`}`,
  /** The list of a day at a site; without a day, of today. */
  siteDay: (id: string, day?: string) =>
    `/clinic/${encodeURIComponent(id)}/day${day === undefined ? '' : `/${encodeURIComponent(day)}`}`,
  desk: () => '/desk',
  bookings: () => '/bookings',
  booking: (id: string) => `/bookings/${encodeURIComponent(id)}`,
  data: () => '/data',
  exports: () => '/data/export',
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
