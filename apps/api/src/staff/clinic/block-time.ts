import { newBlockBodySchema } from '@sunbeon/core';
import { addBlock } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { siteIdOf } from './own-site.ts';

/** `POST /v1/staff/sites/:id/blocks`: keeps new slots out of a time, and names those that are in it already. */
export const blockTime =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const siteId = siteIdOf(req);
    const { from, until, reason } = newBlockBodySchema.parse(req.body);
    const block = { siteId, from: new Date(from), until: new Date(until), reason, actor: actorOf(req) };
    res.status(201).json(await addBlock(store, block));
  };
