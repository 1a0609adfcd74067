import { startRollImportBodySchema } from '@sunbeon/core';
import { startRollImport as start } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';

/** `POST /v1/staff/roll/imports`: 201 begins an import, 200 finds it as far as it has come. */
export const startRollImport =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const body = startRollImportBodySchema.parse(req.body);
    const { isNew, import: started } = await start(store, body, actorOf(req));
    res.status(isNew ? 201 : 200).json(started);
  };
