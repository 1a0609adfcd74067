import { type ImportReject, importRejectsSchema, MAX_REJECTS_SHOWN } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { findImport } from './data-import.ts';

/**
 * The next 1,000 lines of an import, behind line `after`, that were not taken; the first 100,000 are remembered.
 * @throws {Problem} `import-unknown`
 */
export async function listImportRejects(store: Store, importId: string, after: number): Promise<ImportReject[]> {
  await findImport(store, importId);
  const rows = await store.prisma.importReject.findMany({
    where: { importId, line: { gt: after } },
    orderBy: { line: 'asc' },
    take: MAX_REJECTS_SHOWN,
  });
  return importRejectsSchema.shape.rejects.parse(
    rows.map(({ line, reason, firstLine }) => ({ line, reason, ...(firstLine === null ? {} : { firstLine }) })),
  );
}
