import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { readDay } from './read-day.ts';

/** `GET /v1/staff/sites/:id/days/:day`: the list of a day. */
export const showDay =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    res.set('Cache-Control', 'no-store').json(await readDay(context, req, { as: 'list' }));
  };
