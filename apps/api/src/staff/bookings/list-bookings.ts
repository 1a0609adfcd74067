import { bookingListQuerySchema } from '@sunbeon/core';
import { listBookings as list } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { ownSite } from '../clinic/own-site.ts';
import { staffOf } from '../staff-of.ts';

/** `GET /v1/staff/bookings/list`: the bookings that fit, page by page. A clinic sees its own. */
export const listBookings =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const query = bookingListQuerySchema.parse(req.query);
    const { siteId: own } = staffOf(req);
    if (query.site !== undefined) ownSite(req, query.site);
    res.set('Cache-Control', 'no-store').json(await list(store, own === null ? query : { ...query, site: own }));
  };
