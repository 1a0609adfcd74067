import { z } from 'zod';
import type { Prisma } from '../generated/client.ts';

/** A campaign in which something of a person is kept. */
export interface KnowingCampaign {
  readonly id: string;
  readonly title: string;
  /** When its last window closes or its last slot begins, whichever is later; `null` while it has neither. */
  readonly endsAt: Date | null;
}

const rowSchema = z.object({ id: z.string(), title: z.string(), ends_at: z.date().nullable() });

/**
 * Every campaign that keeps something of the person: a booking, a request, a text about their turn, a line on its roll. The one that is over first
 * comes first. Each part is found by an index.
 */
export async function campaignsThatKnow(
  prisma: Prisma.TransactionClient,
  personKey: string,
): Promise<KnowingCampaign[]> {
  const found = await prisma.$queryRaw`
    WITH known AS (
      SELECT campaign_id FROM booking WHERE person_key = ${personKey} AND erased_at IS NULL
      UNION
      SELECT door.campaign_id FROM booking_request request JOIN booking_window door ON door.id = request.window_id
      WHERE request.person_key = ${personKey} AND request.state = 'rejected' AND request.person_key <> ''
      UNION
      SELECT door.campaign_id FROM message JOIN booking_window door ON door.id = message.window_id
      WHERE message.person_key = ${personKey} AND message.window_id IS NOT NULL
      UNION
      SELECT campaign.id FROM campaign
      WHERE EXISTS (SELECT FROM roll_entry WHERE campaign_id = campaign.id AND person_key = ${personKey})
    )
    SELECT campaign.id, campaign.title, greatest(
      (SELECT coalesce(max(closes_at) FILTER (WHERE NOT draft), max(closes_at)) FROM booking_window
        WHERE campaign_id = campaign.id),
      (SELECT coalesce(max(slot.starts_at) FILTER (WHERE NOT draft), max(slot.starts_at)) FROM slot JOIN booking_window door ON door.id = slot.window_id
        WHERE door.campaign_id = campaign.id)
    ) AS ends_at
    FROM known JOIN campaign ON campaign.id = known.campaign_id
    ORDER BY ends_at NULLS LAST, campaign.id`;
  return z
    .array(rowSchema)
    .parse(found)
    .map(({ id, title, ends_at: endsAt }) => ({ id, title, endsAt }));
}
