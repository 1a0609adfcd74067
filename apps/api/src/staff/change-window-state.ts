import { windowIdSchema } from '@sunbeon/core';
import { changeWindow } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { publishWindow } from './publish-window.ts';
import { actorOf } from './staff-of.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/pause`, `…/resume`, `…/close` */
export const changeWindowState =
  (context: ApiContext, kind: 'pause' | 'resume' | 'close'): RequestHandler =>
  async (req, res) => {
    const id = windowIdSchema.parse(req.params['id']);
    const window = await changeWindow(context.store, id, { kind }, actorOf(req));
    await publishWindow(context, window);
    res.json(staffWindowView(window, Date.now()));
  };
