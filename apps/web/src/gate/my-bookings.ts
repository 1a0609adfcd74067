import type { MyBookings } from '@sunbeon/core';

/** One booking as its owner is shown it. */
export type MyBooking = MyBookings['bookings'][number];

/** Where the visitor's own bookings are, or those of the beneficiary of a consent. */
export function myBookingsAddress(consentId: string | null): string {
  return consentId === null ? '/v1/bookings/me' : `/v1/bookings/me?for=${encodeURIComponent(consentId)}`;
}
