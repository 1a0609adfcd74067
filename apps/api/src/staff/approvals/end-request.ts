import { decideApprovalBodySchema } from '@sunbeon/core';
import { endApproval } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { approvalIdOf, deciderOf } from './decider-of.ts';

/** `POST /v1/staff/approvals/:id/refuse` by somebody else, `…/withdraw` by who asked. */
export const endRequest =
  ({ store }: ApiContext, how: 'refused' | 'withdrawn'): RequestHandler =>
  async (req, res) => {
    const { reason } = decideApprovalBodySchema.parse(req.body ?? {});
    res.json(await endApproval(store, approvalIdOf(req), { by: deciderOf(req), how, reason }));
  };
