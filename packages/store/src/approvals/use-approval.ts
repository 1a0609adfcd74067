import { type ApprovalAction, type ApprovalView, Problem } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { findApproval } from './find-approval.ts';

/** What is about to be done, and by whom: all of it has to be as it was approved. */
export interface ApprovalUse {
  readonly action: ApprovalAction;
  readonly subject: string;
  readonly askedBy: string;
}

/**
 * The approval by which its asker goes ahead, as often as needed within an hour of it.
 * @throws {Problem} `approval-needed` when it is none for this, was not approved, or its hour is over
 */
export async function useApproval(store: Store, id: string, use: ApprovalUse): Promise<ApprovalView> {
  const approval = await findApproval(store, id);
  const isForThis =
    approval?.action === use.action && approval.subject === use.subject && approval.askedBy === use.askedBy;
  if (!isForThis || approval.state !== 'approved' || Date.parse(approval.expiresAt) <= Date.now()) {
    throw new Problem('approval-needed', { action: use.action });
  }
  return approval;
}
