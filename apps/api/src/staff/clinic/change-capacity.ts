import { slotCapacityBodySchema } from '@sunbeon/core';
import { setSlotCapacity } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { ownSlot } from './own-slots.ts';

/** `PUT /v1/staff/slots/:id/capacity`: never below what is taken; whom less would displace stands in the problem. */
export const changeCapacity =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const slotId = await ownSlot(store, req);
    const { capacity, reason } = slotCapacityBodySchema.parse(req.body);
    res.json(await setSlotCapacity(store, { slotId, capacity, reason, actor: actorOf(req) }));
  };
