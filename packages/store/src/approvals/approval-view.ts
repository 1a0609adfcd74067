import { type ApprovalView, approvalViewSchema } from '@sunbeon/core';
import type { Approval } from '../generated/client.ts';

/** A row as staff see it: nobody may decide any more from the moment its time is over, noted or not. */
export function approvalView(row: Approval, now = new Date()): ApprovalView {
  return approvalViewSchema.parse({
    ...row,
    state: row.state === 'awaiting' && row.expiresAt <= now ? 'lapsed' : row.state,
    askedAt: row.askedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  });
}
