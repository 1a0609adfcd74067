import type { StaffMember } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';

/** `GET /v1/staff/me` */
export const whoAmI =
  (_context: ApiContext): RequestHandler =>
  (req, res) => {
    const { id, login, name, role, siteId } = staffOf(req);
    const body: StaffMember = { id, login, name, role, siteId };
    res.set('Cache-Control', 'no-store').json(body);
  };
