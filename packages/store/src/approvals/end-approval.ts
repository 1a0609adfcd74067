import { type ApprovalView, mayApprove, Problem } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';
import { type Decider, holdAwaiting, roleNow } from './hold-approval.ts';

/** How a request ends without being carried out: somebody else refuses it, or the asker withdraws it. */
export interface EndingApproval {
  readonly by: Decider;
  readonly how: 'refused' | 'withdrawn';
  readonly reason: string | undefined;
}

const VERBS = { refused: 'approval.refuse', withdrawn: 'approval.withdraw' } as const;

/**
 * Ends a request; nothing is carried out.
 * @throws {Problem} `approval-unknown`, `approval-settled`; `approval-own` for the asker who would refuse;
 * `staff-forbidden` for a role that may not decide it, or somebody else who would withdraw
 */
export async function endApproval({ prisma }: Store, id: string, ending: EndingApproval): Promise<ApprovalView> {
  const { by, how, reason } = ending;
  return prisma.$transaction(async (transaction) => {
    const { action, subject, askedBy } = await holdAwaiting(transaction, id);
    const isOwn = askedBy === by.login;
    if (how === 'refused' && isOwn) throw new Problem('approval-own');
    const role = await roleNow(transaction, by);
    if (how === 'refused' ? !mayApprove(action, role) : !isOwn) throw new Problem('staff-forbidden');
    const data = { state: how, decidedBy: by.login, decidedAt: new Date() };
    const row = await transaction.approval.update({ where: { id }, data });
    const details = { approval: id, asks: action, askedBy, ...(reason === undefined ? {} : { reason }), by: 'staff' };
    await transaction.auditEntry.create({ data: { actor: by.login, action: VERBS[how], subject, details } });
    return approvalView(row);
  });
}
