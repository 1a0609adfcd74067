import { moveBookingBodySchema } from '@sunbeon/core';
import { moveBooking as move } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/** `POST /v1/bookings/:id/move`: to another slot, or nothing changes. */
export const moveBooking =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    const { slot: slotId } = moveBookingBodySchema.parse(req.body);
    const actor = { kind: 'citizen', id: personKey } as const;
    const booking = await move(context.store, { bookingId: bookingIdOf(req), personKey, slotId, actor });
    res.set('Cache-Control', 'no-store').json(booking);
  };
