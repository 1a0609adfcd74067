import type { Page, StaffSite } from '@sunbeon/core';
import { z } from 'zod';
import { type Prisma, Prisma as Sql } from '../generated/client.ts';
import { pageFrom, readCursor } from '../page-cursor.ts';
import type { Store } from '../store.ts';
import { staffSite } from './site-view.ts';

export interface SiteSearch {
  readonly limit: number;
  readonly after?: string | undefined;
  /** Part of the name, the municipality or the province, or how the id begins. */
  readonly search?: string | undefined;
  /** Nothing but this one. */
  readonly siteId?: string | undefined;
}

const cursorSchema = z.tuple([z.int32()]);

/** Clinics in the order of their import, the searched ones only. Twenty thousand are read through in a few milliseconds. */
export async function listSites(
  { prisma }: Store,
  { limit, after, search, siteId }: SiteSearch,
): Promise<Page<StaffSite>> {
  const [behind] = readCursor(cursorSchema, after) ?? [0];
  const found = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM site
    WHERE position > ${behind}::int
      ${siteId === undefined ? Sql.empty : Sql.sql`AND id = ${siteId}`}
      ${search === undefined ? Sql.empty : matching(search)}
    ORDER BY position LIMIT ${limit + 1}::int`;
  const where: Prisma.SiteWhereInput = { id: { in: found.map(({ id }) => id) } };
  const sites = await prisma.site.findMany({ where, orderBy: { position: 'asc' } });
  return pageFrom(sites, { limit, cursor: ({ position }) => [position], view: staffSite });
}

/** Every word has to be found somewhere: `종로 보건소` finds the health centre of the district. */
function matching(search: string): Prisma.Sql {
  const words = search.toLowerCase().split(' ');
  const conditions = words.map(
    (word) =>
      Sql.sql`(strpos(lower(name || ' ' || municipality || ' ' || province), ${word}) > 0 OR starts_with(lower(id), ${word}))`,
  );
  return Sql.sql`AND ${Sql.join(conditions, ' AND ')}`;
}
