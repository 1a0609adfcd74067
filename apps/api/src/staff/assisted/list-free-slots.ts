import { type StaffSlotList, staffSlotsQuerySchema } from '@sunbeon/core';
import { freeSlots, MOST_FREE_SLOTS } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { ownSite } from '../clinic/own-site.ts';
import { staffOf } from '../staff-of.ts';

/** `GET /v1/staff/slots?window=&site=&municipality=&date=`: what is free, from the database and not from a snapshot. A clinic sees its own. */
export const listFreeSlots =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { window: windowId, site, municipality, date } = staffSlotsQuerySchema.parse(req.query);
    if (site !== undefined) ownSite(req, site);
    const siteId = staffOf(req).siteId ?? site;
    const slots = await freeSlots(store, { windowId, siteId, municipality, date });
    const body: StaffSlotList = { slots, complete: slots.length < MOST_FREE_SLOTS };
    res.set('Cache-Control', 'no-store').json(body);
  };
