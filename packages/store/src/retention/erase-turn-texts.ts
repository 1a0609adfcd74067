import type { Prisma } from '../generated/client.ts';
import { type Batch, onlyOf } from './erase-bookings.ts';

/**
 * Removes the texts that told people of a campaign that their number was called; returns how many. One that is at a
 * carrier this moment is left for the next time.
 */
export async function eraseTurnTexts(
  transaction: Prisma.TransactionClient,
  { campaignId, limit, personKey }: Omit<Batch, 'after'>,
): Promise<number> {
  return transaction.$executeRaw`
    DELETE FROM message WHERE id IN (
      SELECT id FROM message
      WHERE window_id IN (SELECT id FROM booking_window WHERE campaign_id = ${campaignId}) ${onlyOf(personKey)}
        AND NOT (state = 'queued' AND carrier IS NOT NULL AND next_attempt_at > clock_timestamp())
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
}
