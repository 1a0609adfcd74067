import { closeSlotsBodySchema } from '@sunbeon/core';
import { closeSlots as close } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { keepsSomeSlots } from './clinic/keeps-some-slots.ts';
import { ownSlots } from './clinic/own-slots.ts';
import { actorOf } from './staff-of.ts';

/**
 * `POST /v1/staff/slots/close`: whoever was booked in them keeps a priority right and is offered another slot. A clinic
 * closes its own. Closing all that a site has left is closing the site, and takes two people.
 */
export const closeSlots =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { slots: slotIds, reason } = closeSlotsBodySchema.parse(req.body);
    await ownSlots(store, req, slotIds);
    await keepsSomeSlots(store, req, slotIds);
    res.json(await close(store, { slotIds }, { actor: actorOf(req), reason }));
  };
