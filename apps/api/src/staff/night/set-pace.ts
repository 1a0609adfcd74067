import { paceBodySchema, windowIdSchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffWindowView } from '../staff-window-view.ts';
import { pullLever } from './pull-lever.ts';

/** `POST /v1/staff/windows/:id/pace`: how many book at the same time, and how many may come per second. */
export const setPace =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const pace = paceBodySchema.parse(req.body);
    const id = windowIdSchema.parse(req.params['id']);
    const window = await pullLever(context, req, id, { kind: 'pace', ...pace });
    res.json(staffWindowView(window, Date.now()));
  };
