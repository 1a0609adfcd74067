import { staffSitesQuerySchema } from '@sunbeon/core';
import { listSites } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';

/** `GET /v1/staff/sites`: all clinics page by page, the searched ones; a clinic is shown its own. */
export const listStaffSites =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const query = staffSitesQuerySchema.parse(req.query);
    const { role, siteId } = staffOf(req);
    res.json(await listSites(store, { ...query, siteId: role === 'clinic' ? (siteId ?? '') : undefined }));
  };
