import type { ChainFault } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** Sealing takes a second; an entry that has waited for so long is no longer on its way. */
const ON_ITS_WAY_SECONDS = 300;

const rowsSchema = z.array(z.object({ id: z.string() })).max(1);

/** The first entry that should have been sealed long ago and is in no link: all of the trail is looked through once. */
export async function unsealedEntry({ prisma }: Store): Promise<ChainFault | null> {
  const rows: unknown = await prisma.$queryRaw`
    SELECT id::text FROM audit_entry entry
    WHERE at < clock_timestamp() - make_interval(secs => ${ON_ITS_WAY_SECONDS}::int)
      AND NOT EXISTS (SELECT FROM audit_link WHERE entry_id = entry.id)
    ORDER BY entry.id LIMIT 1`;
  const [found] = rowsSchema.parse(rows);
  return found === undefined ? null : { kind: 'unsealed', position: 0, entryId: found.id };
}
