import { startImportBodySchema } from '@sunbeon/core';
import { startImport as start } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `POST /v1/staff/imports`: 201 begins an import or a preview, 200 finds the same import as far as it has come. */
export const startImport =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { isNew, import: started } = await start(store, startImportBodySchema.parse(req.body), actorOf(req));
    res.status(isNew ? 201 : 200).json(started);
  };
