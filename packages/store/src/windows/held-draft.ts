import { Problem } from '@sunbeon/core';
import type { Prisma } from '../generated/client.ts';
import { withCampaign } from './window-record.ts';

/**
 * A draft, held until the end of the transaction.
 * @throws {Problem} `window-unknown`; `window-conflict` when it was scheduled
 */
export async function heldDraft(transaction: Prisma.TransactionClient, id: string) {
  await transaction.$queryRaw`SELECT FROM booking_window WHERE id = ${id} FOR NO KEY UPDATE`;
  const row = await transaction.window.findUnique({ where: { id }, include: withCampaign });
  if (row === null) throw new Problem('window-unknown');
  if (!row.draft) throw new Problem('window-conflict', { reason: 'the window is scheduled' });
  return row;
}
