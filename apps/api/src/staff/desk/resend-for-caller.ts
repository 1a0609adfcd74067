import { Problem, staffReasonBodySchema } from '@sunbeon/core';
import { bookingOwner, resendMessage } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../../booking-id-of.ts';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `POST /v1/staff/bookings/:id/resend`: the message about the booking once more, within the limits of whom it is for. */
export const resendForCaller =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reason } = staffReasonBodySchema.parse(req.body);
    const bookingId = bookingIdOf(req);
    const personKey = await bookingOwner(store, bookingId);
    if (personKey === null) throw new Problem('booking-unknown');
    await resendMessage(store, { bookingId, personKey, staff: { actor: actorOf(req), reason } });
    res.status(202).set('Cache-Control', 'no-store').json({});
  };
