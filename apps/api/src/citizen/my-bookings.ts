import { bookingsOf } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/** `GET /v1/bookings/me`: what is committed for the person, and how far each confirmation has come. */
export const myBookings =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    res.set('Cache-Control', 'no-store').json(await bookingsOf(context.store, personKey));
  };
