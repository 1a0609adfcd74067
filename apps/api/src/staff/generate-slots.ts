import { generateSlotsBodySchema, windowIdSchema } from '@sunbeon/core';
import { noteAudit, generateSlots as storeSlots } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

/** `POST /v1/staff/windows/:id/slots` */
export const generateSlots =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const windowId = windowIdSchema.parse(req.params['id']);
    const plan = generateSlotsBodySchema.parse(req.body);
    const made = await storeSlots(store, { windowId, ...plan });
    await noteAudit(store, { actor: actorOf(req), action: 'slots.generate', subject: windowId, details: { ...made } });
    res.status(201).json(made);
  };
