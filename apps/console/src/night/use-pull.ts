import {
  type ApprovalView,
  approvalViewSchema,
  type Lever,
  type StaffWindowView,
  staffWindowViewSchema,
} from '@sunbeon/core';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';

/** What came of pulling a lever: the window as it is now, or the request for somebody who approves it. */
export type Pulled =
  | { readonly window: StaffWindowView; readonly approval: null }
  | { readonly window: null; readonly approval: ApprovalView };

interface Pull {
  readonly lever: Lever;
  /** Why; asked for where somebody else has to approve. */
  readonly reason: string;
}

const answerSchema = z.union([
  approvalViewSchema.transform((approval): Pulled => ({ window: null, approval })),
  staffWindowViewSchema.transform((window): Pulled => ({ window, approval: null })),
]);

/** Pulls a lever of a window. */
export function usePull(windowId: string) {
  return useMutation({
    mutationFn: ({ lever, reason }: Pull) => ask(answerSchema, ...questionOf(windowId, lever, reason)),
  });
}

function questionOf(
  windowId: string,
  lever: Lever,
  reason: string,
): [path: string, question: Parameters<typeof ask>[2]] {
  const path = `/v1/staff/windows/${encodeURIComponent(windowId)}/${lever.kind}`;
  switch (lever.kind) {
    case 'pause':
    case 'resume':
    case 'close':
      return [path, { method: 'POST' }];
    case 'pace':
      return [path, { method: 'POST', body: { maxActive: lever.maxActive, maxPerSecond: lever.maxPerSecond } }];
    case 'agent-seats':
      return [path, { method: 'POST', body: { agentSeats: lever.agentSeats } }];
    case 'move':
      return [path, { method: 'POST', body: { opensAt: lever.opensAt, ...(reason === '' ? {} : { reason }) } }];
    case 'notice':
      return [path, lever.notice === null ? { method: 'DELETE' } : { method: 'POST', body: lever.notice }];
    default:
      return lever satisfies never;
  }
}
