import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { allWindows } from '../window/find-window.ts';
import { windowView } from '../window/window-views.ts';

/** `GET /v1/windows`: every published window, the earliest opening first; the same for everyone. */
export const listWindows =
  (context: GateContext): RequestHandler =>
  async (_req, res) => {
    const { byId, drawn, serverTimeMs } = await allWindows(context);
    const windows = [...byId.values()].map((window) => windowView(window, drawn.get(window.id) ?? null, serverTimeMs));
    res.set('Cache-Control', 'public, max-age=1').json({ windows });
  };
