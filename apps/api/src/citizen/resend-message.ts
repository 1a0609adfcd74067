import { resendMessage as resend } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../booking-id-of.ts';
import type { ApiContext } from '../context.ts';
import { changingFor } from './acting-for.ts';

/** `POST /v1/bookings/:id/resend`: the message about the booking once more. */
export const resendMessage =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    const { personKey, actor } = await changingFor(context, req, bookingId);
    await resend(context.store, { bookingId, personKey, ...(actor.kind === 'delegate' ? { delegate: actor } : {}) });
    res.status(202).set('Cache-Control', 'no-store').json({});
  };
