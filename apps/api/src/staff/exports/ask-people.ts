import { askPeopleBodySchema, EVERYBODY, Problem } from '@sunbeon/core';
import { countPeople, findWindow } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { guardedByTwo } from '../approvals/guarded-by-two.ts';

/**
 * `POST /v1/staff/exports/people`: asks somebody else for leave to export people with names and phones; 202 with the request.
 * The staff key needs none and is answered 204.
 */
export const askPeople =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { window, reason } = askPeopleBodySchema.parse(req.body);
    if (window !== undefined && (await findWindow(context.store, window)) === null) throw new Problem('window-unknown');
    const approval = await guardedByTwo(context, req, {
      action: 'people.export',
      subject: window ?? EVERYBODY,
      body: { window: window ?? null },
      effect: { people: await countPeople(context.store, window) },
      reason,
    });
    if (approval === null) res.status(204).end();
    else res.status(202).json(approval);
  };
