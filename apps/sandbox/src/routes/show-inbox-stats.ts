import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';

/** `GET /inbox/stats.json`: how many messages came, in how many parts, were delivered, and came twice. */
export const showInboxStats =
  ({ carrier }: SandboxContext): RequestHandler =>
  (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .json({ ...carrier.inbox.stats(), receiptsAcknowledged: carrier.receipts.acknowledged });
  };
