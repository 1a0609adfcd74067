import { settleOfferBodySchema } from '@sunbeon/core';
import { settleOffer as settle } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/** `POST /v1/bookings/:id/offer`: takes or declines the slot kept for someone displaced. */
export const settleOffer =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    const { accept } = settleOfferBodySchema.parse(req.body);
    const booking = await settle(context.store, { bookingId: bookingIdOf(req), personKey, accept });
    res.set('Cache-Control', 'no-store').json(booking);
  };
