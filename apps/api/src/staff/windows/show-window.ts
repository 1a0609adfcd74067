import { Problem, windowIdSchema } from '@sunbeon/core';
import { findWindowOrDraft } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffWindowView } from '../staff-window-view.ts';

/** `GET /v1/staff/windows/:id` */
export const showWindow =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const window = await findWindowOrDraft(store, windowIdSchema.parse(req.params['id']));
    if (window === null) throw new Problem('window-unknown');
    res.json(staffWindowView(window, Date.now()));
  };
