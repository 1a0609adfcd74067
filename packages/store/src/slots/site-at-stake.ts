import { Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** What the closing of a site would meet. */
export interface SiteAtStake {
  readonly siteName: string;
  /** Slots that are open and have not begun. */
  readonly slots: number;
  /** People booked in them, or offered a seat. */
  readonly bookings: number;
}

const rowsSchema = z.array(z.object({ siteName: z.string(), slots: z.int(), bookings: z.int() })).max(1);

/**
 * What closing a site, or its slots of one window, would meet at this moment.
 * @throws {Problem} `slot-unknown` when there is no such site
 */
export async function siteAtStake({ prisma }: Store, siteId: string, windowId: string | null): Promise<SiteAtStake> {
  const rows: unknown = await prisma.$queryRaw`
    SELECT site.name AS "siteName", count(slot.id)::int AS slots, coalesce(sum(slot.taken), 0)::int AS bookings
    FROM site
    LEFT JOIN slot ON slot.site_id = site.id AND slot.closed_at IS NULL AND slot.starts_at > clock_timestamp()
      AND slot.window_id = coalesce(${windowId}, slot.window_id)
    WHERE site.id = ${siteId}
    GROUP BY site.id`;
  const [found] = rowsSchema.parse(rows);
  if (found === undefined) throw new Problem('slot-unknown');
  return found;
}
