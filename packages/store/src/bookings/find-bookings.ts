import { composedBookingNumber } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { type OwnBooking, ownBooking, readBookings } from './booking-view.ts';

/** What staff look bookings up by: what the caller reads out, the keyed hash of their phone, or whom they verified as. */
export type BookingSearch =
  | { readonly number: string }
  | { readonly phoneIndex: string }
  | { readonly personKey: string };

/** A booking as staff see it. */
export interface FoundBooking extends OwnBooking {
  readonly personKey: string;
  /** Rises by one with every change of the booking. */
  readonly version: number;
}

/** Longest list staff are shown: one phone may stand for a family. */
const MOST = 100;

/**
 * The bookings that match, the newest first; none when nothing does. A number may be written as people say it: in small
 * letters, without hyphens, with O for 0. Whoever asks puts the look-up in the audit trail.
 */
export async function findBookings(store: Store, search: BookingSearch): Promise<FoundBooking[]> {
  const where = 'number' in search ? { number: composedBookingNumber(search.number) } : search;
  const rows = await readBookings(store, where, MOST);
  return rows.map((row) => ({ ...ownBooking(row), personKey: row.personKey, version: row.version }));
}
