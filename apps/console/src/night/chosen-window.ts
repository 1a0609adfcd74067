import type { NightWindow, StaffWindowView } from '@sunbeon/core';

/** What needs an eye first. */
const ORDER: readonly StaffWindowView['state'][] = [
  'open',
  'paused',
  'exhausted',
  'lobby',
  'scheduled',
  'closed',
  'draft',
];

/** The window that was asked for, else the one that needs an eye first: at work before to come before over, and the soonest. */
export function chosenWindow(windows: readonly NightWindow[], asked: string | null): NightWindow | null {
  const found = windows.find(({ id }) => id === asked);
  return found ?? windows.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))[0] ?? null;
}
