import type { SiteHoursBody } from '@sunbeon/core';
import { siteHours } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { siteIdOf } from './own-site.ts';

/** `GET /v1/staff/sites/:id/hours` */
export const showHours =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const body: SiteHoursBody = { hours: await siteHours(store, siteIdOf(req)) };
    res.json(body);
  };
