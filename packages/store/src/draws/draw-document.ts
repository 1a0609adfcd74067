import type { DrawDocument } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

const documentRow = z.object({
  commitment: z.string(),
  seed: z.string().nullable(),
  drawn: z.int().nullable(),
  entries_digest: z.string().nullable(),
  entries: z.string().nullable(),
});

/**
 * What anyone may know of the draw of a window by now: the seed once it was drawn, the entries once it has closed, by
 * the clock of Postgres. `null` when the window has no draw.
 */
export async function drawDocument({ prisma }: Store, windowId: string): Promise<DrawDocument | null> {
  const [row] = z.array(documentRow).parse(
    await prisma.$queryRaw`
      SELECT commitment, drawn, entries_digest,
        CASE WHEN drawn_at IS NOT NULL THEN encode(seed, 'hex') END AS seed,
        CASE WHEN closed OR closes_at <= clock_timestamp() THEN entries END AS entries
      FROM draw JOIN booking_window ON id = window_id
      WHERE window_id = ${windowId}`,
  );
  if (row === undefined) return null;
  const { commitment, seed, drawn, entries_digest: entriesDigest, entries } = row;
  return { windowId, commitment, seed, drawn, entriesDigest, entries: listOf(entries) };
}

function listOf(entries: string | null): string[] | null {
  if (entries === null) return null;
  return entries === '' ? [] : entries.split('\n');
}
