import type { MyBookings } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { ownBooking, readBookings } from './booking-view.ts';

/** Longest list anyone is shown: a person has one booking of each dose per campaign, besides those they cancelled. */
const MOST = 100;

/**
 * What a person has booked, the newest first, with the slot offered to them where they were displaced, and how far the
 * message about its present version has come.
 */
export async function bookingsOf(store: Store, personKey: string): Promise<MyBookings> {
  const rows = await readBookings(store, { personKey }, MOST);
  return { bookings: rows.map(ownBooking) };
}
