import { type ImportView, Problem } from '@sunbeon/core';
import type { DataImport } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** Imports listed at most: the newest. */
const MOST_LISTED = 200;

/** An import, and the columns the first line of its file named; none before it was read. */
export interface FoundImport extends ImportView {
  readonly heading: readonly string[];
}

/** How far an import of sites or slots has come. @throws {Problem} `import-unknown` */
export async function findImport({ prisma }: Store, id: string): Promise<FoundImport> {
  const row = await prisma.dataImport.findUnique({ where: { id } });
  if (row === null) throw new Problem('import-unknown');
  return { ...importView(row), heading: row.heading };
}

/** The newest 200 imports of sites and slots, the newest first. */
export async function listImports({ prisma }: Store): Promise<ImportView[]> {
  const rows = await prisma.dataImport.findMany({
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
    take: MOST_LISTED,
  });
  return rows.map(importView);
}

export function importView(row: DataImport): ImportView {
  const { id, kind, windowId, preview, state, fileDigest, lines, added, changed, unchanged, rejected, startedBy } = row;
  return {
    id,
    kind,
    window: kind === 'slots' ? windowId : null,
    campaign: kind === 'roll' ? windowId : null,
    preview,
    state,
    fileDigest,
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
