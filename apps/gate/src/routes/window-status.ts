import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';

/** `GET /v1/windows/:id/status`: one small JSON per window, the same for everyone, that any cache may keep for a second. */
export const windowStatus =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { id } = await findWindow(context, req.params['id']);
    const page = await askLine(() => context.statuses.of(id));
    if (page === null) throw new Problem('window-unknown');
    res.set({ 'Cache-Control': 'public, max-age=1', ETag: page.etag }).type('json').send(page.body);
  };
