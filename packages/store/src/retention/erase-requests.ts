import { z } from 'zod';
import type { Prisma } from '../generated/client.ts';
import type { Batch } from './erase-bookings.ts';

/** What a batch did. */
export interface ErasedRequests {
  readonly requests: number;
  /** Where the next batch begins; `null` when there is none. */
  readonly next: string | null;
}

const idRows = z.array(z.object({ request_id: z.string() }));

/**
 * Erases who asked, from the decided requests of a campaign. What was asked and how it ended stays, as evidence. The id of
 * a request tells nothing without the person key it was made from.
 */
export async function eraseRequests(
  transaction: Prisma.TransactionClient,
  { campaignId, limit, after }: Batch,
): Promise<ErasedRequests> {
  const found = idRows.parse(
    await transaction.$queryRaw`
      SELECT request_id FROM booking_request
      WHERE window_id IN (SELECT id FROM booking_window WHERE campaign_id = ${campaignId})
        AND person_key <> '' AND request_id > ${after ?? ''}
      ORDER BY request_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
  const ids = found.map(({ request_id: id }) => id);
  const requests = await transaction.$executeRaw`
    UPDATE booking_request SET person_key = '', consent_id = NULL WHERE request_id = ANY(${ids})`;
  return { requests, next: ids.length === limit ? (ids.at(-1) ?? null) : null };
}
