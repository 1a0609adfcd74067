import { z } from 'zod';
import type { Prisma } from '../generated/client.ts';

const countRow = z.tuple([z.object({ left: z.int() })]);

/**
 * Ends the erasure of a campaign: its draws forget who was drawn, and the campaign is marked, so that it gets no new
 * windows and is not looked at again. `false` while something of somebody is left.
 */
export async function finishErasure(transaction: Prisma.TransactionClient, campaignId: string): Promise<boolean> {
  const [{ left }] = countRow.parse(
    await transaction.$queryRaw`
      SELECT (
        (SELECT count(*) FROM booking WHERE campaign_id = ${campaignId} AND erased_at IS NULL)
        + (SELECT count(*) FROM booking_request
          WHERE person_key <> '' AND window_id IN (SELECT id FROM booking_window WHERE campaign_id = ${campaignId}))
        + (SELECT count(*) FROM roll_entry WHERE campaign_id = ${campaignId})
        + (SELECT count(*) FROM message
          WHERE window_id IN (SELECT id FROM booking_window WHERE campaign_id = ${campaignId}))
      )::int AS left`,
  );
  if (left > 0) return false;
  await transaction.$executeRaw`
    UPDATE draw SET people = ''
    WHERE people <> '' AND window_id IN (SELECT id FROM booking_window WHERE campaign_id = ${campaignId})`;
  await transaction.$executeRaw`
    UPDATE campaign SET erased_at = clock_timestamp() WHERE id = ${campaignId} AND erased_at IS NULL`;
  return true;
}
