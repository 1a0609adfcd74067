import { randomUUID } from 'node:crypto';
import { MAX_BLOCKS, type NewBlock, Problem, type SiteBlock } from '@sunbeon/core';
import { z } from 'zod';
import type { Actor } from '../bookings/actor.ts';
import type { SiteBlock as BlockRow } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { findSite } from './site-view.ts';

/** Blocks of a site that are not over at an instant, the earliest first. @throws {Problem} `site-unknown` */
export async function siteBlocks({ prisma }: Store, siteId: string, since = new Date()): Promise<SiteBlock[]> {
  await findSite({ prisma }, siteId);
  const rows = await prisma.siteBlock.findMany({
    where: { siteId, untilAt: { gt: since } },
    orderBy: [{ fromAt: 'asc' }, { id: 'asc' }],
    take: MAX_BLOCKS,
  });
  return rows.map(blockView);
}

/**
 * Keeps new slots of a site out of a time, on record. What was laid out in it stays open: it is named, so that whoever
 * blocks can close it.
 * @throws {Problem} `site-unknown`; `block-limit`
 */
export async function addBlock(
  { prisma }: Store,
  block: {
    readonly siteId: string;
    readonly from: Date;
    readonly until: Date;
    readonly reason: string;
    readonly actor: Actor;
  },
): Promise<NewBlock> {
  const { siteId, from: fromAt, until: untilAt, reason, actor } = block;
  return prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT FROM site WHERE id = ${siteId} FOR NO KEY UPDATE`;
    await findSite({ prisma: transaction }, siteId);
    const ahead = await transaction.siteBlock.count({ where: { siteId, untilAt: { gt: new Date() } } });
    if (ahead >= MAX_BLOCKS) throw new Problem('block-limit', { limit: MAX_BLOCKS });
    const row = await transaction.siteBlock.create({
      data: { id: randomUUID(), siteId, fromAt, untilAt, reason, createdBy: actor.id },
    });
    await transaction.auditEntry.create({
      data: {
        actor: actor.id,
        action: 'site.block',
        subject: siteId,
        details: { reason, after: inWords(row), by: actor.kind },
      },
    });
    const inside = await transaction.slot.findMany({
      where: { siteId, closedAt: null, startsAt: { gte: fromAt, lt: untilAt } },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      select: { id: true, taken: true },
    });
    const taken = inside.reduce((sum, slot) => sum + slot.taken, 0);
    return { block: blockView(row), slots: inside.map(({ id }) => String(id)), taken };
  });
}

/** Takes a block of a site down, on record. @throws {Problem} `block-unknown` when the site has none like it */
export async function removeBlock(
  { prisma }: Store,
  { siteId, blockId, actor }: { readonly siteId: string; readonly blockId: string; readonly actor: Actor },
): Promise<void> {
  if (!z.uuid().safeParse(blockId).success) throw new Problem('block-unknown');
  await prisma.$transaction(async (transaction) => {
    const [row] = await transaction.siteBlock.findMany({ where: { id: blockId, siteId } });
    // Whoever else takes it down at this moment has done so.
    const { count } = await transaction.siteBlock.deleteMany({ where: { id: blockId, siteId } });
    if (row === undefined || count === 0) throw new Problem('block-unknown');
    const details = { before: { ...inWords(row), reason: row.reason }, by: actor.kind };
    await transaction.auditEntry.create({
      data: { actor: actor.id, action: 'site.unblock', subject: siteId, details },
    });
  });
}

function blockView({ id, fromAt, untilAt, reason, createdBy }: BlockRow): SiteBlock {
  return { id, from: fromAt.toISOString(), until: untilAt.toISOString(), reason, createdBy };
}

function inWords({ fromAt, untilAt }: BlockRow) {
  return { from: fromAt.toISOString(), until: untilAt.toISOString() };
}
