import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';

/** `GET /v1/staff/night`: how the night stands now, once. */
export const showNight =
  ({ sampler }: ApiContext): RequestHandler =>
  async (_req, res) => {
    res.set('Cache-Control', 'no-store').json(await sampler.view());
  };
