import { type ApprovalView, decideApprovalBodySchema } from '@sunbeon/core';
import { approve, type CarryOut } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { approvalIdOf, deciderOf } from './decider-of.ts';
import { executors } from './executors.ts';

const carryOut: CarryOut = (transaction, approval, approvedBy) =>
  executors[approval.action].carryOut(transaction, approval, approvedBy);

/** `POST /v1/staff/approvals/:id/approve`: carries out at once what was asked for, in the name of who asked. */
export const approveRequest =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reason } = decideApprovalBodySchema.parse(req.body ?? {});
    const approval = await approve(context.store, approvalIdOf(req), { by: deciderOf(req), reason, carryOut });
    res.json(await followedUp(context, approval));
  };

/** What is committed stands, whatever becomes of what follows: others see it through. */
async function followedUp(context: ApiContext, approval: ApprovalView): Promise<ApprovalView> {
  try {
    return await executors[approval.action].afterwards(context, approval);
  } catch (error) {
    context.logger.warn({ err: error, approval: approval.id, action: approval.action }, 'not seen through yet');
    return approval;
  }
}
