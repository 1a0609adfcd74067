import {
  type ApprovalState,
  type ApprovalView,
  approvalActions,
  mayApprove,
  type Page,
  type StaffRole,
  storedInstantSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import type { Prisma } from '../generated/client.ts';
import { pageFrom, readCursor } from '../page-cursor.ts';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';

export interface ApprovalsAsked {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly state?: ApprovalState | undefined;
  /** Only what this one asked for; everything without. */
  readonly askedBy?: string | undefined;
}

const placeSchema = z.tuple([storedInstantSchema, z.uuid()]);

/** Requests for a second person, the newest first. */
export async function listApprovals({ prisma }: Store, asked: ApprovalsAsked): Promise<Page<ApprovalView>> {
  const { limit, state, askedBy } = asked;
  const now = new Date();
  const place = readCursor(placeSchema, asked.after);
  const rows = await prisma.approval.findMany({
    where: {
      AND: [
        ...(askedBy === undefined ? [] : [{ askedBy }]),
        ...(state === undefined ? [] : [inState(state, now)]),
        ...(place === null ? [] : [behind(...place)]),
      ],
    },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const cursor = ({ askedAt, id }: (typeof rows)[number]) => [askedAt.toISOString(), id];
  return pageFrom(rows, { limit, cursor, view: (row) => approvalView(row, now) });
}

/** How many requests wait for a decision that this member may make. */
export async function countAwaiting({ prisma }: Store, of: { login: string; role: StaffRole }): Promise<number> {
  const decidable = approvalActions.filter((action) => mayApprove(action, of.role));
  if (decidable.length === 0) return 0;
  const waiting = inState('awaiting', new Date());
  return prisma.approval.count({
    where: { AND: [waiting, { askedBy: { not: of.login }, action: { in: decidable } }] },
  });
}

function behind(askedAt: string, id: string): Prisma.ApprovalWhereInput {
  return { OR: [{ askedAt: { lt: askedAt } }, { askedAt, id: { lt: id } }] };
}

/** A request whose time is over has lapsed, whether that was noted or not. */
function inState(state: ApprovalState, now: Date): Prisma.ApprovalWhereInput {
  if (state === 'awaiting') return { state, expiresAt: { gt: now } };
  if (state === 'lapsed') return { OR: [{ state }, { state: 'awaiting', expiresAt: { lte: now } }] };
  return { state };
}
