import { createWindowBodySchema } from '@sunbeon/core';
import { createWindow as storeWindow } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { publishWindow } from './publish-window.ts';
import { actorOf } from './staff-of.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `POST /v1/staff/windows` */
export const createWindow =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const body = createWindowBodySchema.parse(req.body);
    const window = await storeWindow(context.store, body, actorOf(req));
    await publishWindow(context, window);
    res.status(201).json(staffWindowView(window, Date.now()));
  };
