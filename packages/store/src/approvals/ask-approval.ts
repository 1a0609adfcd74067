import { randomUUID } from 'node:crypto';
import {
  APPROVAL_HOURS,
  type ApprovalAction,
  type ApprovalOf,
  type ApprovalView,
  MAX_AWAITING_APPROVALS,
  Problem,
} from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';

const HOUR_MS = 3_600_000;

/** What somebody asks a second person for. */
export interface AskedApproval<Action extends ApprovalAction> {
  readonly action: Action;
  readonly subject: string;
  readonly body: ApprovalOf<Action>['body'];
  readonly effect: ApprovalOf<Action>['effect'];
  readonly reason: string;
}

/**
 * Asks for a second person; decided within the hour or not at all. Asking for the same again while it waits answers what
 * is waiting.
 * @throws {Problem} `approval-limit` when too many requests of the asker wait already
 */
export async function askApproval<Action extends ApprovalAction>(
  { prisma }: Store,
  asked: AskedApproval<Action>,
  actor: Actor,
): Promise<ApprovalView> {
  return prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('approvals of ' || ${actor.id}, 0))`;
    const now = new Date();
    const { action, subject, body, effect, reason } = asked;
    const waiting = { askedBy: actor.id, state: 'awaiting', expiresAt: { gt: now } } as const;
    const same = await transaction.approval.findFirst({
      where: { ...waiting, action, subject, body: { equals: body } },
    });
    if (same !== null) return approvalView(same, now);
    if ((await transaction.approval.count({ where: waiting })) >= MAX_AWAITING_APPROVALS) {
      throw new Problem('approval-limit');
    }
    const expiresAt = new Date(now.getTime() + APPROVAL_HOURS * HOUR_MS);
    const data = {
      id: randomUUID(),
      action,
      subject,
      body,
      effect,
      reason,
      askedBy: actor.id,
      askedAt: now,
      expiresAt,
    };
    const row = await transaction.approval.create({ data });
    const details = { approval: row.id, asks: action, body, effect, reason, by: actor.kind };
    await transaction.auditEntry.create({ data: { actor: actor.id, action: 'approval.ask', subject, details } });
    return approvalView(row, now);
  });
}
