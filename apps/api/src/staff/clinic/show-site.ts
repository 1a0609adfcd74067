import { findSite } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { siteIdOf } from './own-site.ts';

/** `GET /v1/staff/sites/:id` */
export const showSite =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    res.json(await findSite(store, siteIdOf(req)));
  };
