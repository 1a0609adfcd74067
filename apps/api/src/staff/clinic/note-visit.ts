import { visitBodySchema } from '@sunbeon/core';
import { noteVisit as note, siteOfBooking } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import { bookingIdOf } from '../../booking-id-of.ts';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { ownSite } from './own-site.ts';

/** `POST /v1/staff/bookings/:id/visit`: whether somebody came. */
export const noteVisit =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const bookingId = bookingIdOf(req);
    ownSite(req, await siteOfBooking(store, bookingId));
    const { visit } = visitBodySchema.parse(req.body);
    res.json(await note(store, { bookingId, visit, actor: actorOf(req) }));
  };
