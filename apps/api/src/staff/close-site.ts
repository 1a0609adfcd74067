import { closeSiteBodySchema, Problem, siteIdSchema } from '@sunbeon/core';
import { closeSlots, siteAtStake } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { guardedByTwo } from './approvals/guarded-by-two.ts';
import { ownSite } from './clinic/own-site.ts';
import { actorOf } from './staff-of.ts';

/**
 * `POST /v1/staff/sites/:id/close`: all slots of a clinic, or those of one window there; 202 while a second person is asked.
 * Whoever works at a clinic asks for their own.
 */
export const closeSite =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    ownSite(req, String(req.params['id']));
    const siteId = siteIdSchema.safeParse(req.params['id']);
    if (!siteId.success) throw new Problem('slot-unknown');
    const body = closeSiteBodySchema.parse(req.body);
    const { window, reason } = body;
    const effect = await siteAtStake(context.store, siteId.data, window ?? null);
    const asked = { action: 'site.close', subject: siteId.data, body, effect, reason } as const;
    const approval = await guardedByTwo(context, req, asked);
    if (approval !== null) {
      res.status(202).json(approval);
      return;
    }
    const what = { siteId: siteId.data, ...(window === undefined ? {} : { windowId: window }) };
    res.json(await closeSlots(context.store, what, { actor: actorOf(req), reason }));
  };
