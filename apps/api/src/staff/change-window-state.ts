import { windowIdSchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { pullLever } from './night/pull-lever.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/pause`, `…/resume`, `…/close` */
export const changeWindowState =
  (context: ApiContext, kind: 'pause' | 'resume' | 'close'): RequestHandler =>
  async (req, res) => {
    const id = windowIdSchema.parse(req.params['id']);
    const window = await pullLever(context, req, id, { kind });
    res.json(staffWindowView(window, Date.now()));
  };
