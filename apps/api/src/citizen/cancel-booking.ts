import { cancelBooking as cancel } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { reopenPlaces } from '../reopen-places.ts';
import { changingFor } from './acting-for.ts';

/** `DELETE /v1/bookings/:id`: gives the seat back, and lets the person go in again with their number. */
export const cancelBooking =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    const { personKey, actor } = await changingFor(context, req, bookingId);
    const booking = await cancel(context.store, { bookingId, personKey, actor });
    await reopenPlaces(context, { bookingId });
    res.set('Cache-Control', 'no-store').json(booking);
  };
