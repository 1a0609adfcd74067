import { removeBlock } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { siteIdOf } from './own-site.ts';

/** `DELETE /v1/staff/sites/:id/blocks/:block` */
export const unblockTime =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    await removeBlock(store, { siteId: siteIdOf(req), blockId: String(req.params['block']), actor: actorOf(req) });
    res.status(204).end();
  };
