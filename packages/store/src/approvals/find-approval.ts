import type { ApprovalView } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';

/** One request for a second person; `null` when there is none with this id. */
export async function findApproval({ prisma }: Store, id: string): Promise<ApprovalView | null> {
  const row = await prisma.approval.findUnique({ where: { id } });
  return row === null ? null : approvalView(row);
}
