import { Problem, type RollImportView } from '@sunbeon/core';
import type { RollImport } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** Imports listed at most: the newest. */
const MOST_LISTED = 200;

/** How far an import has come. @throws {Problem} `import-unknown` */
export async function findRollImport({ prisma }: Store, id: string): Promise<RollImportView> {
  const row = await prisma.rollImport.findUnique({ where: { id } });
  if (row === null) throw new Problem('import-unknown');
  return rollImportView(row);
}

/** The newest 200 imports, the newest first; of one campaign, if named. */
export async function listRollImports({ prisma }: Store, campaignId?: string): Promise<RollImportView[]> {
  const rows = await prisma.rollImport.findMany({
    where: campaignId === undefined ? {} : { campaignId },
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
    take: MOST_LISTED,
  });
  return rows.map(rollImportView);
}

export function rollImportView(row: RollImport): RollImportView {
  const { id, campaignId, state, lines, added, changed, unchanged, rejected, startedBy } = row;
  return {
    id,
    campaign: campaignId,
    state,
    bytes: Number(row.fileBytes),
    offset: Number(row.offsetBytes),
    lines,
    added,
    changed,
    unchanged,
    rejected,
    startedBy,
    startedAt: row.startedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
