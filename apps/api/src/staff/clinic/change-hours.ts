import { type SiteHoursBody, siteHoursBodySchema } from '@sunbeon/core';
import { setSiteHours } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { siteIdOf } from './own-site.ts';

/** `PUT /v1/staff/sites/:id/hours`: what is laid out from now on goes by them; what was laid out stays. */
export const changeHours =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const siteId = siteIdOf(req);
    const { hours } = siteHoursBodySchema.parse(req.body);
    const body: SiteHoursBody = { hours: await setSiteHours(store, { siteId, hours, actor: actorOf(req) }) };
    res.json(body);
  };
