import { availableSiteSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

const rowSchema = z.object({
  ...availableSiteSchema.shape,
  /** Sites are shown in this order. */
  position: z.int(),
  /** Doses left in slots that can still be booked. */
  free: z.int(),
  /** The site's slots as JSON: they are only passed on. */
  slots: z.string(),
});

/** A site with its slots in a window that are not closed. */
export type SiteAvailability = z.infer<typeof rowSchema>;

/**
 * What is free at these sites, at this instant, made into JSON by Postgres; a site that has no slots there, or only closed
 * ones, is missing.
 */
export async function availableSlots(
  { prisma }: Store,
  windowId: string,
  siteIds: readonly string[],
): Promise<SiteAvailability[]> {
  const now = new Date();
  const rows = await prisma.$queryRaw`
    SELECT site.id, site.name, site.type, site.province, site.municipality,
      site.municipality_code AS "municipalityCode", site.latitude, site.longitude, site.position,
      found.free::int, found.slots::text
    FROM site
    CROSS JOIN LATERAL (
      SELECT sum(bookable.free) AS free, json_agg(json_build_object(
        'id', id::text, 'startsAt', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'product', product, 'free', bookable.free
      ) ORDER BY starts_at, id) AS slots
      FROM slot
      CROSS JOIN LATERAL (
        SELECT CASE WHEN book_until IS NULL OR book_until > ${now} THEN capacity - taken ELSE 0 END AS free
      ) bookable
      WHERE window_id = ${windowId} AND site_id = site.id AND closed_at IS NULL
    ) found
    WHERE site.id = ANY (${siteIds}::text[]) AND found.slots IS NOT NULL`;
  return z.array(rowSchema).parse(rows);
}
