import type { Prisma } from '../generated/client.ts';

/** What a batch did. */
export interface ErasedStrays {
  readonly requests: number;
  readonly setAside: number;
}

/**
 * Erases what belongs to no campaign: who asked for windows that never existed, and what the jobs held that nobody could
 * decide. Both go by their age.
 */
export async function eraseStrays(
  transaction: Prisma.TransactionClient,
  { olderThan, limit }: { readonly olderThan: Date; readonly limit: number },
): Promise<ErasedStrays> {
  const requests = await transaction.$executeRaw`
    UPDATE booking_request SET person_key = '', consent_id = NULL WHERE request_id IN (
      SELECT request_id FROM booking_request
      WHERE decided_at < ${olderThan} AND person_key <> ''
        AND NOT EXISTS (SELECT FROM booking_window WHERE id = window_id)
      LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  const setAside = await transaction.$executeRaw`
    UPDATE set_aside SET payload = '' WHERE id IN (
      SELECT id FROM set_aside WHERE set_aside_at < ${olderThan} AND payload <> '' LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  return { requests, setAside };
}
