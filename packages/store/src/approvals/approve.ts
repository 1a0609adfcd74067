import { APPROVAL_HOURS, type ApprovalView, mayApprove, Problem } from '@sunbeon/core';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';
import { type Decider, holdAsker, holdAwaiting, roleNow } from './hold-approval.ts';

const HOUR_MS = 3_600_000;

/**
 * Does what was asked for, within the transaction that also writes that it was done; `null` where the asker goes ahead
 * alone from then on. Throws a {@link Problem} where it is not possible any more.
 */
export type CarryOut = (
  transaction: Prisma.TransactionClient,
  approval: ApprovalView,
  approvedBy: string,
) => Promise<Prisma.InputJsonObject | null>;

export interface Approving {
  readonly by: Decider;
  readonly reason: string | undefined;
  readonly carryOut: CarryOut;
}

/**
 * Approves a request and carries it out, in one transaction: of many who decide at the same moment one does, and whatever
 * happens on the way, either all of it is done or nothing and it waits still.
 * @throws {Problem} `approval-unknown`, `approval-own`, `approval-settled`, `staff-forbidden`; `approval-stale` where it
 * turned out to be impossible (`problem` says why): the request has `failed` then
 */
export async function approve(store: Store, id: string, approving: Approving): Promise<ApprovalView> {
  // What met a problem on the way, as opposed to a request that could not be decided.
  const met: { problem: Problem | null } = { problem: null };
  try {
    return await store.prisma.$transaction(async (transaction) => {
      const approval = await holdDecidable(transaction, id, approving.by);
      await nameApprover(transaction, approval, approving.by);
      const outcome = await carriedOut(transaction, approval, approving).catch((error: unknown) => {
        if (error instanceof Problem) met.problem = error;
        throw error;
      });
      return noteApproved(transaction, approval, approving, outcome);
    });
  } catch (error) {
    if (met.problem === null) throw error;
    const { code, facts } = met.problem;
    await fail(store, id, approving, met.problem);
    throw new Problem('approval-stale', { ...facts, problem: code });
  }
}

async function holdDecidable(transaction: Prisma.TransactionClient, id: string, by: Decider): Promise<ApprovalView> {
  const approval = await holdAwaiting(transaction, id);
  if (approval.askedBy === by.login) throw new Problem('approval-own');
  if (!mayApprove(approval.action, await roleNow(transaction, by))) throw new Problem('staff-forbidden');
  return approval;
}

async function carriedOut(transaction: Prisma.TransactionClient, approval: ApprovalView, { carryOut, by }: Approving) {
  await holdAsker(transaction, approval);
  return carryOut(transaction, approval, by.login);
}

/** What the transaction writes into the trail names both people. */
async function nameApprover(transaction: Prisma.TransactionClient, { id }: ApprovalView, by: Decider): Promise<void> {
  const noted = JSON.stringify({ approval: id, approvedBy: by.login });
  await transaction.$executeRaw`SELECT set_config('sunbeon.approval', ${noted}, true)`;
}

async function noteApproved(
  transaction: Prisma.TransactionClient,
  { id, action, subject, askedBy }: ApprovalView,
  { by, reason }: Approving,
  outcome: Prisma.InputJsonObject | null,
): Promise<ApprovalView> {
  const decidedAt = new Date();
  const said = { decidedBy: by.login, decidedAt };
  const data =
    outcome === null
      ? { ...said, state: 'approved' as const, expiresAt: new Date(decidedAt.getTime() + APPROVAL_HOURS * HOUR_MS) }
      : { ...said, state: 'done' as const, outcome };
  const row = await transaction.approval.update({ where: { id }, data });
  const details = { approval: id, asks: action, askedBy, ...(reason === undefined ? {} : { reason }), by: 'staff' };
  await transaction.auditEntry.create({ data: { actor: by.login, action: 'approval.approve', subject, details } });
  return approvalView(row);
}

/** Ends a request that could not be carried out; one that has ended meanwhile stays as it is. */
async function fail({ prisma }: Store, id: string, { by }: Approving, problem: Problem): Promise<void> {
  await prisma.$transaction(async (transaction) => {
    const { action, subject, askedBy } = await holdDecidable(transaction, id, by);
    const outcome = { ...factsOf(problem), code: problem.code };
    await transaction.approval.update({
      where: { id },
      data: { state: 'failed', decidedBy: by.login, decidedAt: new Date(), outcome },
    });
    const details = { approval: id, asks: action, askedBy, code: problem.code, by: 'staff' };
    await transaction.auditEntry.create({ data: { actor: by.login, action: 'approval.fail', subject, details } });
  });
}

/** What of a problem's facts can be kept: its words and numbers. */
function factsOf({ facts }: Problem): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}
