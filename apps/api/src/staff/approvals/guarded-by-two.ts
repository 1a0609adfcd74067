import { type ApprovalAction, type ApprovalView, Problem } from '@sunbeon/core';
import { type AskedApproval, askApproval, noteAudit } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf, staffOf } from '../staff-of.ts';

/** What is about to be done; members have to say why. */
type Guarded<Action extends ApprovalAction> = Omit<AskedApproval<Action>, 'reason'> & {
  readonly reason: string | undefined;
};

/**
 * Asks a second person before something that cannot be undone. Answers the request that now waits for one, which is sent
 * with 202 and in place of doing anything, or `null` when whoever asks goes ahead alone: the staff key does, being held by a
 * machine or by somebody at the console of one in an emergency, and the audit trail says so.
 * @throws {Problem} `invalid-request` without a reason; `approval-limit`
 */
export async function guardedByTwo<Action extends ApprovalAction>(
  { store }: ApiContext,
  req: Request,
  { reason, ...asked }: Guarded<Action>,
): Promise<ApprovalView | null> {
  const actor = actorOf(req);
  if (staffOf(req).sessionId === null) {
    const details = { asks: asked.action, body: asked.body, ...(reason === undefined ? {} : { reason }) };
    await noteAudit(store, { actor, action: 'approval.alone', subject: asked.subject, details });
    return null;
  }
  if (reason === undefined) {
    throw new Problem('invalid-request', { errors: [{ field: 'reason', message: 'why, for whoever approves it' }] });
  }
  return askApproval(store, { ...asked, reason }, actor);
}
