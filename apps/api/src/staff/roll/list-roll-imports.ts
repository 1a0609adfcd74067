import { rollImportIdSchema, rollImportsQuerySchema } from '@sunbeon/core';
import { findRollImport, listRollImports as list } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';

/** `GET /v1/staff/roll/imports?campaign=`: the newest first. */
export const listRollImports =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { campaign } = rollImportsQuerySchema.parse(req.query);
    res.json({ imports: await list(store, campaign) });
  };

/** `GET /v1/staff/roll/imports/:id`: how far it has come. */
export const showRollImport =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    res.json(await findRollImport(store, rollImportIdSchema.parse(req.params['id'])));
  };
