import { type BookingOutcome, type BookingRequestView, bookingRequestSchema, Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { personKeyOf } from '../http/credentials.ts';
import { askLine } from '../window/ask-line.ts';

const requestIdSchema = bookingRequestSchema.shape.requestId;

/** `GET /v1/booking-requests/:id`: how far a request has come. Somebody else's looks exactly like one that never was. */
export const bookingRequest =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const personKey = personKeyOf(context, req);
    const id = requestIdSchema.safeParse(req.params['id']);
    const posted = id.success ? await askLine(() => context.requests.read(id.data)) : null;
    if (!id.success || posted?.personKey !== personKey) throw new Problem('request-unknown');
    res.set('Cache-Control', 'no-store').json(viewOf(id.data, posted.outcome));
  };

function viewOf(requestId: string, outcome: BookingOutcome | null): BookingRequestView {
  return outcome === null ? { requestId, state: 'received' } : { requestId, ...outcome };
}
