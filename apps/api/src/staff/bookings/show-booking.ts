import { type BookingHistory, Problem, type StaffRole } from '@sunbeon/core';
import { bookingHistory, deedsOn } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../../booking-id-of.ts';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';

/** Who may read the audit trail of a booking. */
const READING_TRAIL: ReadonlySet<StaffRole> = new Set(['admin', 'auditor']);

/**
 * `GET /v1/staff/bookings/:id`: one booking and what became of it.
 * @throws {Problem} `booking-unknown`, to a clinic also for one of another site
 */
export const showBooking =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    const { role, siteId } = staffOf(req);
    const history = await bookingHistory(store, bookingId);
    if (history === null || (siteId !== null && siteId !== history.booking.siteId))
      throw new Problem('booking-unknown');
    const trail = READING_TRAIL.has(role) ? await deedsOn(store, bookingId) : null;
    const body: BookingHistory = { ...history, trail };
    res.set('Cache-Control', 'no-store').json(body);
  };
