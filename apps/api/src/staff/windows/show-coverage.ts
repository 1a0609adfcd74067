import { coverageBodySchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { coverageView, coverageWith } from './coverage-with.ts';

/** `POST /v1/staff/windows/coverage`: who could book twice and whom no window is for, before anything is saved. */
export const showCoverage =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { windows } = coverageBodySchema.parse(req.body);
    const candidates = windows.map(({ opensAt, closesAt, ...window }) => ({
      ...window,
      opensAtMs: Date.parse(opensAt),
      closesAtMs: Date.parse(closesAt),
    }));
    res.json(coverageView(await coverageWith(store, candidates)));
  };
