import { createWindowBodySchema, Problem, windowIdSchema } from '@sunbeon/core';
import { changeDraft as changeStored } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { staffWindowView } from '../staff-window-view.ts';

/** `PUT /v1/staff/windows/:id`: a draft, the whole of it. */
export const changeDraft =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { id = req.params['id'], ...body } = createWindowBodySchema.parse(req.body);
    const windowId = windowIdSchema.parse(req.params['id']);
    if (id !== windowId) {
      throw new Problem('invalid-request', { errors: [{ field: 'id', message: 'an id is never changed' }] });
    }
    res.json(staffWindowView(await changeStored(store, windowId, body, actorOf(req)), Date.now()));
  };
