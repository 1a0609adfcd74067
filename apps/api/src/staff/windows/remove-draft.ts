import { windowIdSchema } from '@sunbeon/core';
import { removeDraft as removeStored } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `DELETE /v1/staff/windows/:id`: a draft without slots. */
export const removeDraft =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    await removeStored(store, windowIdSchema.parse(req.params['id']), actorOf(req));
    res.status(204).end();
  };
