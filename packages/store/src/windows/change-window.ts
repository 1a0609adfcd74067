import { type NoticeBody, Problem } from '@sunbeon/core';
import { type Actor, SYSTEM } from '../bookings/actor.ts';
import type { Prisma, Window } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { remainingDoses } from './remaining-doses.ts';
import { beforeAndAfter, windowAudit } from './window-audit.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** What staff may do to a window that is scheduled; a draft is written anew instead. Instants are ISO 8601. */
export type WindowChange =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'close' }
  /** Where `from` is named and another opening is in force by then, nothing is moved. */
  | { readonly kind: 'move'; readonly opensAt: string; readonly from?: string }
  | { readonly kind: 'agent-seats'; readonly agentSeats: number }
  /** How many book at a time, and how many may come per second; what is not named stays. */
  | { readonly kind: 'pace'; readonly maxActive?: number | undefined; readonly maxPerSecond?: number | undefined }
  /** Puts up a notice in place of the one before, or takes it down. */
  | { readonly kind: 'notice'; readonly notice: NoticeBody | null };

/**
 * Changes a window, all of it at once: one new version, one audit entry. A change that is in force already changes
 * nothing. A move or a close waits for booking groups under way, and they for it.
 * @param noted what else the audit entry is to say: nothing of a person
 * @throws {Problem} `window-unknown`; `window-conflict` when the window is a draft, closed, or would open after it closes
 */
export async function changeWindow(
  store: Store,
  id: string,
  change: WindowChange,
  actor: Actor = SYSTEM,
  noted: Prisma.InputJsonObject = {},
): Promise<WindowRecord> {
  const row = await store.prisma.$transaction(async (transaction) =>
    changeWindowIn(transaction, id, change, actor, noted),
  );
  const remaining = await remainingDoses(store, [id]);
  return windowRecord(row, remaining.get(id) ?? null);
}

/**
 * Whether a change would do anything at this moment; `false` when it is in force already.
 * @throws {Problem} as {@link changeWindow} would
 */
export async function wouldChangeWindow({ prisma }: Store, id: string, change: WindowChange): Promise<boolean> {
  const before = await prisma.window.findUnique({ where: { id } });
  if (before === null) throw new Problem('window-unknown');
  return changed(before, change) !== null;
}

/** {@link changeWindow} within a transaction of the caller's, which may do more; answers the row. */
export async function changeWindowIn(
  transaction: Prisma.TransactionClient,
  id: string,
  change: WindowChange,
  actor: Actor,
  noted: Prisma.InputJsonObject = {},
) {
  // Not FOR UPDATE: groups under way, which a move waits for, still refer to this row by their foreign keys.
  await transaction.$queryRaw`SELECT FROM booking_window WHERE id = ${id} FOR NO KEY UPDATE`;
  const before = await transaction.window.findUnique({ where: { id }, include: withCampaign });
  if (before === null) throw new Problem('window-unknown');
  const data = changed(before, change);
  if (data === null) return before;
  const after = await transaction.window.update({
    where: { id },
    data: { ...data, version: { increment: 1 } },
    include: withCampaign,
  });
  const details = { ...change, version: after.version, ...beforeAndAfter(before, after), ...noted };
  await transaction.auditEntry.create({ data: windowAudit(actor, id, change.kind, details) });
  return after;
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
      return moved(before, change);
    case 'agent-seats':
      return change.agentSeats === before.agentSeats ? null : { agentSeats: change.agentSeats };
    case 'pace':
      return paced(before, change);
    case 'notice':
      return noticed(before, change.notice);
    default:
      return change satisfies never;
  }
}

function moved(before: Window, change: { opensAt: string; from?: string }): Prisma.WindowUpdateInput | null {
  const opensAt = new Date(change.opensAt);
  // Whoever asked for it thought of another opening, unless it is the one asked for that is in force.
  const { from = before.opensAt } = change;
  if (opensAt.getTime() !== before.opensAt.getTime() && new Date(from).getTime() !== before.opensAt.getTime()) {
    throw new Problem('window-conflict', { reason: 'it was moved meanwhile', opensAt: before.opensAt.toISOString() });
  }
  if (opensAt >= before.closesAt) throw new Problem('window-conflict', { reason: 'it would open after it closes' });
  if (before.lobbyOpensAt !== null && opensAt <= before.lobbyOpensAt) {
    throw new Problem('window-conflict', { reason: 'it would open before its lobby' });
  }
  return opensAt.getTime() === before.opensAt.getTime() ? null : { opensAt, movedFrom: before.opensAt };
}

function paced(
  before: Window,
  { maxActive = before.maxActive, maxPerSecond = before.maxPerSecond }: Extract<WindowChange, { kind: 'pace' }>,
): Prisma.WindowUpdateInput | null {
  if (maxActive === before.maxActive && maxPerSecond === before.maxPerSecond) return null;
  return { maxActive, maxPerSecond };
}

function noticed(before: Window, notice: NoticeBody | null): Prisma.WindowUpdateInput | null {
  const [noticeKo, noticeEn] = [notice?.ko ?? null, notice?.en ?? null];
  if (noticeKo === before.noticeKo && noticeEn === before.noticeEn) return null;
  return { noticeKo, noticeEn, noticeAt: notice === null ? null : new Date() };
}
