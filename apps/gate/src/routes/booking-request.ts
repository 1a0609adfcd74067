import { parse } from 'node:querystring';
import { type BookingRequestView, bookingRequestSchema, Problem } from '@sunbeon/core';
import { personAskedFor } from '../acting/holder-of.ts';
import { findRequest } from '../booking/find-request.ts';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';

const requestIdSchema = bookingRequestSchema.shape.requestId;

/**
 * `GET /v1/booking-requests/:id`: how far a request has come. One whose job was lost is unknown, which tells the browser
 * to send it again; somebody else's looks exactly like one that never was. A delegate sees it by
 * the pass, or by `?for=<consent>`, as long as the consent lasts.
 */
export const bookingRequest =
  (context: GateContext): HotHandler =>
  async ({ headers, id, query }) => {
    const { personKey } = await personAskedFor(context, { headers }, parse(query)['for']);
    const { data: requestId } = requestIdSchema.safeParse(id);
    const found = requestId === undefined ? null : await findRequest(context, requestId, personKey);
    if (requestId === undefined || found === null) throw new Problem('request-unknown');
    const view: BookingRequestView = found === 'received' ? { requestId, state: 'received' } : { requestId, ...found };
    return ownJson(200, view);
  };
