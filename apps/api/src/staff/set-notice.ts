import { noticeBodySchema, windowIdSchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { pullLever } from './night/pull-lever.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/notice` puts a notice up in place of the one before, `DELETE` takes it down. */
export const setNotice =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const notice = req.method === 'DELETE' ? null : noticeBodySchema.parse(req.body);
    const id = windowIdSchema.parse(req.params['id']);
    const window = await pullLever(context, req, id, { kind: 'notice', notice });
    res.json(staffWindowView(window, Date.now()));
  };
