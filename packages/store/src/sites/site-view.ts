import { Problem, type StaffSite } from '@sunbeon/core';
import type { Prisma, Site } from '../generated/client.ts';

export function staffSite(site: Site): StaffSite {
  const { id, name, type, province, municipality, municipalityCode, closedAt } = site;
  return { id, name, type, province, municipality, municipalityCode, closedAt: closedAt?.toISOString() ?? null };
}

/** A clinic. @throws {Problem} `site-unknown` */
export async function findSite(
  { prisma }: { readonly prisma: Pick<Prisma.TransactionClient, 'site'> },
  siteId: string,
): Promise<StaffSite> {
  const site = await prisma.site.findUnique({ where: { id: siteId } });
  if (site === null) throw new Problem('site-unknown');
  return staffSite(site);
}
