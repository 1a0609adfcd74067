import { moveBookingBodySchema } from '@sunbeon/core';
import { moveBooking as move } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { changingFor } from './acting-for.ts';

/** `POST /v1/bookings/:id/move`: to another slot, or nothing changes. */
export const moveBooking =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    const { personKey, actor } = await changingFor(context, req, bookingId);
    const { slot: slotId } = moveBookingBodySchema.parse(req.body);
    const booking = await move(context.store, { bookingId, personKey, slotId, actor });
    res.set('Cache-Control', 'no-store').json(booking);
  };
