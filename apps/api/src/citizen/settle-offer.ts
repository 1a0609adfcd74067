import { settleOfferBodySchema } from '@sunbeon/core';
import { settleOffer as settle } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { changingFor } from './acting-for.ts';

/** `POST /v1/bookings/:id/offer`: takes or declines the slot kept for someone displaced. */
export const settleOffer =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    const { personKey, actor } = await changingFor(context, req, bookingId);
    const { accept } = settleOfferBodySchema.parse(req.body);
    const booking = await settle(context.store, { bookingId, personKey, accept, actor });
    res.set('Cache-Control', 'no-store').json(booking);
  };
