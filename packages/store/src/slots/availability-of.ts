import { type Availability, availabilitySchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

export interface WindowAvailability {
  readonly availability: Availability;
  /** Doses left in slots that can still be booked; `null` when the window has no slots. */
  readonly remaining: number | null;
}

const rowSchema = z.tuple([z.object({ sites: availabilitySchema.shape.sites, slots: availabilitySchema.shape.slots })]);

/** Which slots of a window are free at this instant: made into JSON by Postgres, because a window has thousands. */
export async function availabilityOf({ prisma }: Store, windowId: string): Promise<WindowAvailability> {
  const takenAt = new Date();
  const rows = await prisma.$queryRaw`
    WITH bookable AS (
      SELECT slot.id, slot.site_id, slot.starts_at, slot.product,
        CASE WHEN slot.book_until IS NULL OR slot.book_until > ${takenAt} THEN slot.capacity - slot.taken ELSE 0 END AS free
      FROM slot WHERE slot.window_id = ${windowId} AND slot.closed_at IS NULL
    )
    SELECT
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'id', site.id, 'name', site.name, 'type', site.type, 'province', site.province,
          'municipality', site.municipality, 'municipalityCode', site.municipality_code,
          'latitude', site.latitude, 'longitude', site.longitude
        ) ORDER BY site.position)
        FROM site WHERE site.id IN (SELECT site_id FROM bookable)
      ), '[]') AS sites,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'id', id::text, 'siteId', site_id, 'product', product, 'free', free,
          'startsAt', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ) ORDER BY starts_at, id)
        FROM bookable
      ), '[]') AS slots`;
  const [{ sites, slots }] = rowSchema.parse(rows);
  const remaining = slots.length === 0 ? null : slots.reduce((sum, { free }) => sum + free, 0);
  return { availability: { takenAt: takenAt.toISOString(), sites, slots }, remaining };
}
