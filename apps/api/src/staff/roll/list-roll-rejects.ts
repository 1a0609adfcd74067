import { rejectsQuerySchema, rollImportIdSchema } from '@sunbeon/core';
import { listRollRejects as list } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';

/** `GET /v1/staff/roll/imports/:id/rejects?after=`: lines that made nobody an entry, by number and reason. */
export const listRollRejects =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { after } = rejectsQuerySchema.parse(req.query);
    res.json({ rejects: await list(store, rollImportIdSchema.parse(req.params['id']), after) });
  };
