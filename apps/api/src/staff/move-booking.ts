import { staffMoveBodySchema } from '@sunbeon/core';
import { moveBooking as move } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

/** `POST /v1/staff/bookings/:id/move`: moves for somebody who asked for it on the phone. */
export const moveBooking =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { slot: slotId, reason } = staffMoveBodySchema.parse(req.body);
    res.json(await move(store, { bookingId: bookingIdOf(req), personKey: null, slotId, actor: actorOf(req), reason }));
  };
