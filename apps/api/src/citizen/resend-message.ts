import { resendMessage as resend } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { sessionOf } from './session-of.ts';

/** `POST /v1/bookings/:id/resend`: the message about the booking once more. */
export const resendMessage =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = sessionOf(context, req);
    await resend(context.store, { bookingId: bookingIdOf(req), personKey });
    res.status(202).set('Cache-Control', 'no-store').json({});
  };
