import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';
import { Snapshots } from '../window/snapshots.ts';
import { readStatistics } from '../window/statistics-page.ts';

/** Figures of a night need not be younger; whoever asks within it costs nothing. */
const MAX_AGE_MS = 2_000;
const CACHE_CONTROL = 'public, max-age=5';

/** `GET /v1/windows/:id/statistics`: how the night goes, the same for everyone, cacheable for a few seconds. */
export const windowStatistics = (context: GateContext): RequestHandler => {
  const { room, statistics } = context;
  const known = new Snapshots((id) => readStatistics(room, statistics, id), MAX_AGE_MS);
  return async (req, res) => {
    const { id } = await findWindow(context, req.params['id']);
    const figures = await askLine(() => known.of(id));
    if (figures === null) throw new Problem('window-unknown');
    res.set('Cache-Control', CACHE_CONTROL).json(figures);
  };
};
