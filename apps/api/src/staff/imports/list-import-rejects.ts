import { rejectsQuerySchema } from '@sunbeon/core';
import { listImportRejects as list } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { importIdOf } from './list-imports.ts';

/** `GET /v1/staff/imports/:id/rejects?after=`: lines that were not taken, by number and reason. */
export const listImportRejects =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { after } = rejectsQuerySchema.parse(req.query);
    res.json({ rejects: await list(store, importIdOf(req), after) });
  };
