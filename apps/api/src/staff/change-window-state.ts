import { windowIdSchema } from '@sunbeon/core';
import { changeWindow } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { publishWindow } from './publish-window.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows/:id/pause`, `…/resume`, `…/close` */
export const changeWindowState =
  (context: ApiContext, kind: 'pause' | 'resume' | 'close'): RequestHandler =>
  async (req, res) => {
    const window = await changeWindow(context.store, windowIdSchema.parse(req.params['id']), { kind });
    await publishWindow(context, window);
    res.json(staffWindowView(window, Date.now()));
  };
