import { type ApprovalView, mayAsk, Problem, type StaffRole } from '@sunbeon/core';
import type { Prisma } from '../generated/client.ts';
import { approvalView } from './approval-view.ts';

/** Who decides: a member of staff, never a machine. */
export interface Decider {
  readonly staffId: string;
  readonly login: string;
}

/**
 * Holds a request until the transaction ends, so that nobody else decides meanwhile.
 * @throws {Problem} `approval-unknown`; `approval-settled` when it has ended or its time is over
 */
export async function holdAwaiting(transaction: Prisma.TransactionClient, id: string): Promise<ApprovalView> {
  await transaction.$queryRaw`SELECT FROM approval WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await transaction.approval.findUnique({ where: { id } });
  if (row === null) throw new Problem('approval-unknown');
  const approval = approvalView(row);
  if (approval.state !== 'awaiting') throw new Problem('approval-settled', { state: approval.state });
  return approval;
}

/**
 * Holds the decider's account, and says which role it has at this moment: whoever is disabled or given another role at the
 * same time is so before or after.
 * @throws {Problem} `staff-forbidden` for somebody who is not active
 */
export async function roleNow(transaction: Prisma.TransactionClient, { staffId }: Decider): Promise<StaffRole> {
  await transaction.$queryRaw`SELECT FROM staff WHERE id = ${staffId}::uuid FOR SHARE`;
  const member = await transaction.staffMember.findUnique({ where: { id: staffId } });
  if (member?.state !== 'active') throw new Problem('staff-forbidden');
  return member.role;
}

/**
 * Holds the asker's account, too: what somebody who is disabled by now, or does something else, once asked for is not done in
 * their name.
 * @throws {Problem} `staff-forbidden`
 */
export async function holdAsker(
  transaction: Prisma.TransactionClient,
  approval: Pick<ApprovalView, 'action' | 'subject' | 'askedBy'>,
): Promise<void> {
  const login = approval.askedBy;
  await transaction.$queryRaw`SELECT FROM staff WHERE login = ${login} FOR SHARE`;
  const asker = await transaction.staffMember.findUnique({ where: { login } });
  if (asker?.state !== 'active' || !mayAsk(approval, asker)) {
    throw new Problem('staff-forbidden', { reason: 'who asked for it may not any more' });
  }
}
