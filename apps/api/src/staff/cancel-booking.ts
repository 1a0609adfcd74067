import { staffReasonBodySchema } from '@sunbeon/core';
import { cancelBooking as cancel } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { reopenPlaces } from '../reopen-places.ts';
import { actorOf } from './staff-of.ts';

/** `DELETE /v1/staff/bookings/:id`: cancels for somebody who asked for it on the phone. */
export const cancelBooking =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reason } = staffReasonBodySchema.parse(req.body);
    const bookingId = bookingIdOf(req);
    const booking = await cancel(context.store, { bookingId, personKey: null, actor: actorOf(req), reason });
    await reopenPlaces(context, { bookingId });
    res.json(booking);
  };
