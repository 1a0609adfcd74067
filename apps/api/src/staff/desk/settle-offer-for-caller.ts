import { Problem, staffSettleOfferBodySchema } from '@sunbeon/core';
import { bookingOwner, noteAudit, settleOffer } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../../booking-id-of.ts';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `POST /v1/staff/bookings/:id/offer`: takes or declines the slot kept for somebody who says so on the phone. */
export const settleOfferForCaller =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { accept, reason } = staffSettleOfferBodySchema.parse(req.body);
    const bookingId = bookingIdOf(req);
    const personKey = await bookingOwner(store, bookingId);
    if (personKey === null) throw new Problem('booking-unknown');
    const actor = actorOf(req);
    // Before it is settled: whatever ends this process, the trail says who answered, and why.
    const details = { reason, accept: accept ? 'yes' : 'no' };
    await noteAudit(store, { actor, action: 'booking.offer', subject: bookingId, details });
    const booking = await settleOffer(store, { bookingId, personKey, accept, actor });
    res.set('Cache-Control', 'no-store').json(booking);
  };
