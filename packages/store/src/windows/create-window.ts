import { randomBytes } from 'node:crypto';
import { type CreateWindowBody, Problem } from '@sunbeon/core';
import { type Actor, SYSTEM } from '../bookings/actor.ts';
import { isTaken } from '../database-error.ts';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { windowAudit } from './window-audit.ts';
import { joinCampaign, lobbyOpening, newDraw, planned } from './window-plan.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** Before the first lease no number can have been given, so that a line lost until then starts at 1 again. */
const FIRST_CEILING = 0;

/**
 * Schedules a window, or keeps it as a draft; without a campaign it gets one of its own, so that its people have one
 * booking in it. A draw that is scheduled gets its seed here, and what the seed is committed to by; without an instant for
 * its lobby, the lobby opens at once.
 * @throws {Problem} `window-conflict` when the id is taken, or the campaign is over and has forgotten its people
 */
export async function createWindow(
  { prisma }: Store,
  body: CreateWindowBody,
  actor: Actor = SYSTEM,
): Promise<WindowRecord> {
  return whereIdsAreFree(() => prisma.$transaction((transaction) => created(transaction, body, actor)));
}

/** Creates several windows, all or none: see {@link createWindow}. */
export async function createWindows(
  { prisma }: Store,
  bodies: readonly CreateWindowBody[],
  actor: Actor,
): Promise<WindowRecord[]> {
  const create = async (transaction: Prisma.TransactionClient) => {
    const windows: WindowRecord[] = [];
    for (const body of bodies) windows.push(await created(transaction, body, actor));
    return windows;
  };
  return whereIdsAreFree(() => prisma.$transaction(create));
}

async function created(prisma: Prisma.TransactionClient, body: CreateWindowBody, actor: Actor): Promise<WindowRecord> {
  const id = body.id ?? `w-${randomBytes(5).toString('hex')}`;
  const { campaignId = id, title = id, policy, draft, secondDoseAfterDays } = body;
  await joinCampaign(prisma, { id: campaignId, title, secondDoseAfterDays });
  const draw = policy === 'draw' && !draft ? newDraw() : null;
  const commitment = draw?.commitment ?? null;
  const plan = planned(body);
  const row = await prisma.window.create({
    include: withCampaign,
    data: {
      id,
      campaignId,
      title,
      ...plan,
      lobbyOpensAt: draft ? plan.lobbyOpensAt : lobbyOpening(policy, plan.opensAt, plan.lobbyOpensAt),
      draft,
      closed: draft,
      commitment,
      ...(draw === null ? {} : { draw: { create: { seed: draw.seed } } }),
      ceiling: FIRST_CEILING,
    },
  });
  await prisma.auditEntry.create({
    data: windowAudit(actor, id, 'create', { ...body, id, campaignId, title, commitment }),
  });
  return windowRecord(row, null);
}

async function whereIdsAreFree<Made>(make: () => Promise<Made>): Promise<Made> {
  try {
    return await make();
  } catch (error) {
    if (isTaken(error)) throw new Problem('window-conflict', { reason: 'a window with this id exists' });
    throw error;
  }
}
