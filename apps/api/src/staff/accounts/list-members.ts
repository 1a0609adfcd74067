import { listMembers as list } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';

/** `GET /v1/staff/members` */
export const listMembers =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ members: await list(store) });
  };
