import type { Prisma } from '../generated/client.ts';
import type { Batch } from './erase-bookings.ts';

/** Entries are small, nothing refers to them, and there are millions: so many go where one booking would. */
const ENTRIES_FOR_A_ROW = 20;

/** What a batch did. */
export interface ErasedEntries {
  readonly rollEntries: number;
  /** Whether there may be more. */
  readonly more: boolean;
}

/**
 * Takes people off the roll of a campaign that is over, a batch of them: nothing of them is left. How many they were
 * stays with the imports, and so do the numbers of the lines that were refused.
 */
export async function eraseRoll(
  transaction: Prisma.TransactionClient,
  { campaignId, limit }: Pick<Batch, 'campaignId' | 'limit'>,
): Promise<ErasedEntries> {
  const most = limit * ENTRIES_FOR_A_ROW;
  const rollEntries = await transaction.$executeRaw`
    DELETE FROM roll_entry WHERE campaign_id = ${campaignId} AND person_key IN (
      SELECT person_key FROM roll_entry WHERE campaign_id = ${campaignId} LIMIT ${most} FOR UPDATE SKIP LOCKED)`;
  return { rollEntries, more: rollEntries === most };
}
