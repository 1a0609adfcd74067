import { type NoticeBody, Problem } from '@sunbeon/core';
import { type Actor, SYSTEM } from '../bookings/actor.ts';
import type { Prisma, Window } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { remainingDoses } from './remaining-doses.ts';
import { windowAudit } from './window-audit.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** What staff may do to a window that is scheduled; a draft is written anew instead. Instants are ISO 8601. */
export type WindowChange =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'close' }
  | { readonly kind: 'move'; readonly opensAt: string }
  | { readonly kind: 'agent-seats'; readonly agentSeats: number }
  /** Puts up a notice in place of the one before, or takes it down. */
  | { readonly kind: 'notice'; readonly notice: NoticeBody | null };

/**
 * Changes a window, all of it at once: one new version, one audit entry. A change that is in force already changes
 * nothing. A move or a close waits for booking groups under way, and they for it.
 * @throws {Problem} `window-unknown`; `window-conflict` when the window is a draft, closed, or would open after it closes
 */
export async function changeWindow(
  store: Store,
  id: string,
  change: WindowChange,
  actor: Actor = SYSTEM,
): Promise<WindowRecord> {
  const row = await store.prisma.$transaction(async (transaction) => {
    // Not FOR UPDATE: groups under way, which a move waits for, still refer to this row by their foreign keys.
    await transaction.$queryRaw`SELECT FROM booking_window WHERE id = ${id} FOR NO KEY UPDATE`;
    const before = await transaction.window.findUnique({ where: { id }, include: withCampaign });
    if (before === null) throw new Problem('window-unknown');
    const data = changed(before, change);
    if (data === null) return before;
    await transaction.auditEntry.create({
      data: windowAudit(actor, id, change.kind, { ...change, version: before.version + 1 }),
    });
    return transaction.window.update({
      where: { id },
      data: { ...data, version: { increment: 1 } },
      include: withCampaign,
    });
  });
  const remaining = await remainingDoses(store, [id]);
  return windowRecord(row, remaining.get(id) ?? null);
}

/** The fields to write; `null` when the change is in force already. */
function changed(before: Window, change: WindowChange): Prisma.WindowUpdateInput | null {
  if (before.draft) throw new Problem('window-conflict', { reason: 'the window is a draft' });
  if (before.closed && change.kind !== 'close' && change.kind !== 'notice')
    throw new Problem('window-conflict', { reason: 'the window is closed' });
  switch (change.kind) {
    case 'pause':
      return before.paused ? null : { paused: true, pausedAt: new Date() };
    case 'resume':
      return before.paused ? { paused: false, pausedAt: null } : null;
    case 'close':
      return before.closed ? null : { closed: true };
    case 'move':
      return moved(before, new Date(change.opensAt));
    case 'agent-seats':
      return change.agentSeats === before.agentSeats ? null : { agentSeats: change.agentSeats };
    case 'notice':
      return noticed(before, change.notice);
    default:
      return change satisfies never;
  }
}

function moved(before: Window, opensAt: Date): Prisma.WindowUpdateInput | null {
  if (opensAt >= before.closesAt) throw new Problem('window-conflict', { reason: 'it would open after it closes' });
  if (before.lobbyOpensAt !== null && opensAt <= before.lobbyOpensAt) {
    throw new Problem('window-conflict', { reason: 'it would open before its lobby' });
  }
  return opensAt.getTime() === before.opensAt.getTime() ? null : { opensAt, movedFrom: before.opensAt };
}

function noticed(before: Window, notice: NoticeBody | null): Prisma.WindowUpdateInput | null {
  const [noticeKo, noticeEn] = [notice?.ko ?? null, notice?.en ?? null];
  if (noticeKo === before.noticeKo && noticeEn === before.noticeEn) return null;
  return { noticeKo, noticeEn, noticeAt: notice === null ? null : new Date() };
}
