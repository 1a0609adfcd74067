import { MAX_REJECTS_SHOWN, type RollReject, rollRejectsSchema } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { findRollImport } from './roll-import.ts';

/**
 * The next 1,000 lines of an import, behind line `after`, that made nobody an entry; the first 100,000 are remembered.
 * @throws {Problem} `import-unknown`
 */
export async function listRollRejects(store: Store, importId: string, after: number): Promise<RollReject[]> {
  await findRollImport(store, importId);
  const rows = await store.prisma.rollReject.findMany({
    where: { importId, line: { gt: after } },
    orderBy: { line: 'asc' },
    take: MAX_REJECTS_SHOWN,
  });
  return rollRejectsSchema.shape.rejects.parse(
    rows.map(({ line, reason, firstLine }) => ({ line, reason, ...(firstLine === null ? {} : { firstLine }) })),
  );
}
