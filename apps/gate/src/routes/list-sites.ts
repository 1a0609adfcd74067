import { type MunicipalityList, Problem, siteQuerySchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';

const RETRY_AFTER_SECONDS = 1;

/** `GET /v1/sites`: where there are sites and how much is free there, by municipality: a few KB for a whole country. */
export const listSites =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { window: id } = siteQuerySchema.parse(req.query);
    const window = await findWindow(context, id);
    const mark = await askLine(() => context.availability.mark(window.id));
    if (mark === null) throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    const municipalities = await askLine(() => context.availability.municipalities(window.id));
    const { takenAt } = mark;
    const list: MunicipalityList = { takenAt, ageMs: Math.max(0, Date.now() - Date.parse(takenAt)), municipalities };
    res.set('Cache-Control', 'public, max-age=1').json(list);
  };
