import type { CoveredWindow } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { windowRecord, withCampaign } from './window-record.ts';

/** Windows and drafts, of these campaigns or of all: who they are for. Those that staff closed early are for nobody. */
export async function coveredWindows(
  { prisma }: Store,
  campaignIds: readonly string[] | null,
): Promise<CoveredWindow[]> {
  const rows = await prisma.window.findMany({
    where: {
      OR: [{ closed: false }, { draft: true }],
      ...(campaignIds === null ? {} : { campaignId: { in: [...campaignIds] } }),
    },
    include: withCampaign,
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => windowRecord(row, null));
}
