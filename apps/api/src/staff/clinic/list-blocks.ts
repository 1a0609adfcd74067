import { siteBlocks } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { siteIdOf } from './own-site.ts';

/** `GET /v1/staff/sites/:id/blocks`: those that are not over yet. */
export const listBlocks =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    res.json({ blocks: await siteBlocks(store, siteIdOf(req)) });
  };
