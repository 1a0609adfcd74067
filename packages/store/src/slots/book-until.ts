import { formatInSeoul } from '@sunbeon/core';

/**
 * Until when a slot can be booked: until it starts. One on a day that is already over belongs to a night that is being
 * replayed and has no limit.
 */
export function bookUntil(startsAt: Date, now: Date): Date | null {
  return dayOf(startsAt) < dayOf(now) ? null : startsAt;
}

function dayOf(instant: Date): string {
  return formatInSeoul(instant, 'yyyy-MM-dd');
}
