import { generateSlotsBodySchema, windowIdSchema } from '@sunbeon/core';
import { generateSlots as storeSlots } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** `POST /v1/staff/windows/:id/slots` */
export const generateSlots =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const windowId = windowIdSchema.parse(req.params['id']);
    const plan = generateSlotsBodySchema.parse(req.body);
    res.status(201).json(await storeSlots(store, { windowId, ...plan }));
  };
