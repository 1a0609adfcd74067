import type { StaffRoute } from '../staff-route.ts';
import { listBookings } from './list-bookings.ts';
import { showBooking } from './show-booking.ts';

const SEEING_BOOKINGS = ['admin', 'operator', 'clinic', 'auditor'] as const;

/** Looking through bookings: numbers, slots and messages, nothing of a person. `list` comes first, for it would be an id. */
export const bookingsRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/bookings/list', roles: SEEING_BOOKINGS, handle: listBookings },
  { method: 'get', path: '/v1/staff/bookings/:id', roles: SEEING_BOOKINGS, handle: showBooking },
];
