import { z } from 'zod';
import type { Store } from '../store.ts';

/** A campaign that still knows who its people are. */
export interface KeptCampaign {
  readonly id: string;
  readonly title: string;
  /** When its last window closes or its last slot begins, whichever is later; drafts count where there is nothing else. */
  readonly endsAt: Date;
  /** Bookings that have not been erased. */
  readonly bookings: number;
  /** People on its roll. */
  readonly rollEntries: number;
}

const rowSchema = z.object({
  id: z.string(),
  title: z.string(),
  ends_at: z.date(),
  bookings: z.int(),
  roll_entries: z.int(),
});

/** Every campaign that has not been erased, the one that is over first at the top. */
export async function keptCampaigns({ prisma }: Store): Promise<KeptCampaign[]> {
  const found = await prisma.$queryRaw`
    SELECT campaign.id, campaign.title, greatest(
        coalesce(max(closes_at) FILTER (WHERE NOT draft), max(closes_at)),
        coalesce(max(last_slot.starts_at) FILTER (WHERE NOT draft), max(last_slot.starts_at))
      ) AS ends_at,
      (SELECT count(*)::int FROM booking WHERE campaign_id = campaign.id AND erased_at IS NULL) AS bookings,
      (SELECT count(*)::int FROM roll_entry WHERE campaign_id = campaign.id) AS roll_entries
    FROM campaign
    JOIN booking_window ON campaign_id = campaign.id
    LEFT JOIN LATERAL (SELECT max(starts_at) AS starts_at FROM slot WHERE window_id = booking_window.id) last_slot ON true
    WHERE campaign.erased_at IS NULL
    GROUP BY campaign.id
    ORDER BY ends_at, campaign.id`;
  return z
    .array(rowSchema)
    .parse(found)
    .map(({ ends_at: endsAt, roll_entries: rollEntries, ...campaign }) => ({ ...campaign, rollEntries, endsAt }));
}
