import { auditQuerySchema, verifyAuditBodySchema } from '@sunbeon/core';
import { auditHead, listAudit, verifyChain } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { LOOKING, type StaffRoute } from '../staff-route.ts';

/** Links recomputed by one call: well within a second. */
const LINKS_PER_CALL = 10_000;

/** `GET /v1/staff/audit` */
const showTrail =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    res.set('Cache-Control', 'no-store').json(await listAudit(store, auditQuerySchema.parse(req.query)));
  };

/** `GET /v1/staff/audit/head`: to be kept where nobody who runs this can change it. */
const showHead =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    res.set('Cache-Control', 'no-store').json(await auditHead(store));
  };

/** `POST /v1/staff/audit/verify`: recomputes some of the chain; whoever asks goes on from where it came to. */
const verifyTrail =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const asked = verifyAuditBodySchema.parse(req.body ?? {});
    res.set('Cache-Control', 'no-store').json(await verifyChain(store, { ...asked, most: LINKS_PER_CALL }));
  };

/** The audit trail; nothing here changes it. */
export const auditRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/audit', roles: LOOKING, handle: showTrail },
  { method: 'get', path: '/v1/staff/audit/head', roles: LOOKING, handle: showHead },
  { method: 'post', path: '/v1/staff/audit/verify', roles: LOOKING, handle: verifyTrail },
];
