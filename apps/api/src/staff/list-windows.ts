import { listWindowsAndDrafts } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { staffWindowView } from './staff-window-view.ts';

/** `GET /v1/staff/windows`: those that are planned, too. */
export const listWindows =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    const windows = await listWindowsAndDrafts(store);
    const nowMs = Date.now();
    res.json({ windows: windows.map((window) => staffWindowView(window, nowMs)) });
  };
