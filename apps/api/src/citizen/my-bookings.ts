import { bookingsOf } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { reopenPlaces } from '../reopen-places.ts';
import { actingFor } from './acting-for.ts';

/**
 * `GET /v1/bookings/me`: what is committed for the person, or with `?for=<consent>` for whom they act, and how far each
 * confirmation has come.
 */
export const myBookings =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = await actingFor(context, req);
    const mine = await bookingsOf(context.store, personKey);
    // Should the line not have heard of a cancellation, it hears of it now.
    if (mine.bookings.some(({ state }) => state === 'cancelled')) await reopenPlaces(context, { personKey });
    res.set('Cache-Control', 'no-store').json(mine);
  };
