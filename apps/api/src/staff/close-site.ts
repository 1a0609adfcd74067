import { closeSiteBodySchema, Problem, siteIdSchema } from '@sunbeon/core';
import { closeSlots } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

/** `POST /v1/staff/sites/:id/close`: all slots of a clinic, or those of one window there. */
export const closeSite =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const siteId = siteIdSchema.safeParse(req.params['id']);
    if (!siteId.success) throw new Problem('slot-unknown');
    const { window, reason } = closeSiteBodySchema.parse(req.body);
    const what = { siteId: siteId.data, ...(window === undefined ? {} : { windowId: window }) };
    res.json(await closeSlots(store, what, { actor: actorOf(req), reason }));
  };
