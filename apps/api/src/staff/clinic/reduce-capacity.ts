import { reduceSlotBodySchema } from '@sunbeon/core';
import { reduceSlot } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { keepsSomeSlots } from './keeps-some-slots.ts';
import { ownSlot } from './own-slots.ts';

/**
 * `POST /v1/staff/slots/:id/reduce`: displaces the last of those who have a seat, by right of priority; a dry run tells whom.
 * Leaving no room in the last slot of a site is closing the site.
 */
export const reduceCapacity =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const slotId = await ownSlot(store, req);
    const { capacity, reason, dryRun } = reduceSlotBodySchema.parse(req.body);
    if (capacity === 0 && !dryRun) await keepsSomeSlots(store, req, [slotId]);
    res.json(await reduceSlot(store, { slotId, capacity, reason, dryRun, actor: actorOf(req) }));
  };
