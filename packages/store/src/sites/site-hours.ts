import { clockTimeOf, type HoursLine, minuteOfDay, type SiteHours } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { SiteHours as HoursRow, Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { findSite } from './site-view.ts';

/** When a site gives appointments, in order of the week; empty until somebody has said so. @throws {Problem} `site-unknown` */
export async function siteHours({ prisma }: Store, siteId: string): Promise<SiteHours> {
  await findSite({ prisma }, siteId);
  return readHours(prisma, siteId);
}

/**
 * Puts these hours in place of those before, on record with both. Slots that were laid out stay as they are.
 * @throws {Problem} `site-unknown`
 */
export async function setSiteHours(
  { prisma }: Store,
  { siteId, hours, actor }: { readonly siteId: string; readonly hours: SiteHours; readonly actor: Actor },
): Promise<SiteHours> {
  return prisma.$transaction(async (transaction) => {
    // Whoever else changes the hours of this site waits here.
    await transaction.$queryRaw`SELECT FROM site WHERE id = ${siteId} FOR NO KEY UPDATE`;
    await findSite({ prisma: transaction }, siteId);
    const before = await readHours(transaction, siteId);
    await transaction.siteHours.deleteMany({ where: { siteId } });
    await transaction.siteHours.createMany({ data: hours.map((line) => rowOf(siteId, line)) });
    const after = await readHours(transaction, siteId);
    const details = { before: { hours: before.map(inWords) }, after: { hours: after.map(inWords) }, by: actor.kind };
    await transaction.auditEntry.create({ data: { actor: actor.id, action: 'site.hours', subject: siteId, details } });
    return after;
  });
}

async function readHours(prisma: Pick<Prisma.TransactionClient, 'siteHours'>, siteId: string): Promise<SiteHours> {
  const rows = await prisma.siteHours.findMany({
    where: { siteId },
    orderBy: [{ weekday: 'asc' }, { opensMinute: 'asc' }, { product: 'asc' }],
  });
  return rows.map(lineOf);
}

function lineOf({ weekday, opensMinute, closesMinute, everyMinutes, capacity, product }: HoursRow): HoursLine {
  return {
    weekday,
    opens: clockTimeOf(opensMinute),
    closes: clockTimeOf(closesMinute),
    everyMinutes,
    capacity,
    product,
  };
}

function rowOf(siteId: string, { opens, closes, ...line }: HoursLine): HoursRow {
  return { siteId, ...line, opensMinute: minuteOfDay(opens), closesMinute: minuteOfDay(closes) };
}

function inWords({ weekday, opens, closes, everyMinutes, capacity, product }: HoursLine): string {
  return `${weekday} ${opens}-${closes} /${everyMinutes}min x${capacity} ${product}`;
}
