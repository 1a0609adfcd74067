import { Problem, windowIdSchema } from '@sunbeon/core';
import { drawDocument } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** `GET /v1/windows/:id/draw`: what anyone may know of a draw by now, the entries once the window has closed. */
export const windowDraw =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const id = windowIdSchema.safeParse(req.params['id']);
    const document = id.success ? await drawDocument(store, id.data) : null;
    if (document === null) throw new Problem('not-found');
    res.set('Cache-Control', 'no-store').json(document);
  };
