import { type ApprovalAction, type ApprovalView, Problem } from '@sunbeon/core';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';

/** What is about to be done, and by whom: all of it has to be as it was approved. */
export interface ApprovalUse {
  readonly action: ApprovalAction;
  readonly subject: string;
  readonly askedBy: string;
  /** What comes of it. */
  readonly outcome: Prisma.InputJsonObject;
}

/**
 * Goes ahead by an approval, once, within an hour of it: of many who use it at the same moment one does.
 * @throws {Problem} `approval-needed` when it is none for this, was not approved, was used before, or its hour is over
 */
export async function useApproval({ prisma }: Store, id: string, use: ApprovalUse): Promise<ApprovalView> {
  const { outcome, ...asked } = use;
  const [row] = await prisma.approval.updateManyAndReturn({
    where: { id, ...asked, state: 'approved', expiresAt: { gt: new Date() } },
    data: { state: 'done', outcome },
  });
  if (row === undefined) throw new Problem('approval-needed', { action: use.action });
  return approvalView(row);
}
