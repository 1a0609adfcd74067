import { type ApprovalAction, type ApprovalOf, type ApprovalView, Problem } from '@sunbeon/core';
import { type CarryOut, changeWindowIn, closeSlots, closeSlotsIn, findWindow, noteOutcome } from '@sunbeon/store';
import type { ApiContext } from '../../context.ts';
import { publishWindow } from '../publish-window.ts';

/** How something that was approved is done. */
interface Executor {
  /** In one transaction with the approval; `null` where the asker goes ahead alone. */
  readonly carryOut: CarryOut;
  /** What follows once that is committed, and stands whether this succeeds or not. */
  readonly afterwards: (context: ApiContext, approval: ApprovalView) => Promise<ApprovalView>;
}

/** Every action that takes two people, and how it is done. */
export const executors: Readonly<Record<ApprovalAction, Executor>> = {
  'window.move': {
    async carryOut(transaction, approval, approvedBy) {
      const { subject, body, effect, askedBy, id } = asOf('window.move', approval);
      const change = { kind: 'move', opensAt: body.opensAt, from: effect.from } as const;
      const noted = { approval: id, approvedBy, reason: approval.reason };
      const window = await changeWindowIn(transaction, subject, change, { kind: 'staff', id: askedBy }, noted);
      return { opensAt: window.opensAt.toISOString(), version: window.version };
    },
    async afterwards(context, approval) {
      const window = await findWindow(context.store, approval.subject);
      if (window !== null) await publishWindow(context, window);
      return approval;
    },
  },
  'site.close': {
    async carryOut(transaction, approval) {
      const { closed } = await closeSlotsIn(transaction, ...closingOf(approval));
      return { slots: closed };
    },
    /** Displaces whoever was booked there; the worker sees it through should this process die. */
    async afterwards({ store }, approval) {
      const { displaced, offered } = await closeSlots(store, ...closingOf(approval));
      return noteOutcome(store, approval.id, { ...approval.outcome, displaced, offered });
    },
  },
  'people.export': {
    carryOut: async () => null,
    afterwards: async (_context, approval) => approval,
  },
};

function closingOf(approval: ApprovalView) {
  const { subject: siteId, body, reason, askedBy } = asOf('site.close', approval);
  const what = { siteId, ...(body.window === undefined ? {} : { windowId: body.window }) };
  return [what, { actor: { kind: 'staff', id: askedBy }, reason }] as const;
}

function asOf<Action extends ApprovalAction>(action: Action, approval: ApprovalView): ApprovalOf<Action> {
  if (isOf(action, approval)) return approval;
  throw new Problem('approval-unknown');
}

function isOf<Action extends ApprovalAction>(action: Action, approval: ApprovalView): approval is ApprovalOf<Action> {
  return approval.action === action;
}
