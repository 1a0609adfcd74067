import { type BookingRequestView, bookingRequestSchema, Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import { personAskedFor } from '../acting/holder-of.ts';
import { findRequest } from '../booking/find-request.ts';
import type { GateContext } from '../context.ts';

const requestIdSchema = bookingRequestSchema.shape.requestId;

/**
 * `GET /v1/booking-requests/:id`: how far a request has come. One whose job was lost is unknown, which tells the browser
 * to send it again; somebody else's looks exactly like one that never was. A delegate sees it by
 * the pass, or by `?for=<consent>`, as long as the consent lasts.
 */
export const bookingRequest =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { personKey } = await personAskedFor(context, req);
    const id = requestIdSchema.safeParse(req.params['id']);
    const found = id.success ? await findRequest(context, id.data, personKey) : null;
    if (!id.success || found === null) throw new Problem('request-unknown');
    const requestId = id.data;
    const view: BookingRequestView = found === 'received' ? { requestId, state: 'received' } : { requestId, ...found };
    res.set('Cache-Control', 'no-store').json(view);
  };
