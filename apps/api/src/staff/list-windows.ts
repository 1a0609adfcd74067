import { listWindows as listStoredWindows } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `GET /v1/staff/windows` */
export const listWindows =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    const windows = await listStoredWindows(store);
    const nowMs = Date.now();
    res.json({ windows: windows.map((window) => staffWindowView(window, nowMs)) });
  };
