import type { Store } from '../store.ts';

/** What a draw came to: people and their public entries, both in order of their numbers from 1. */
export interface DrawResult {
  readonly people: readonly string[];
  readonly entries: readonly string[];
  readonly entriesDigest: string;
}

/**
 * Keeps what was drawn, for good, and leases its numbers. False when the window is not open by the clock of Postgres,
 * or has been drawn: then nothing changes. A move of the opening at the same moment comes before or after it as a whole.
 */
export async function keepDraw({ prisma }: Store, windowId: string, result: DrawResult): Promise<boolean> {
  const { people, entries, entriesDigest } = result;
  return prisma.$transaction(async (transaction) => {
    const open = await transaction.$queryRaw<unknown[]>`
      SELECT FROM booking_window
      WHERE id = ${windowId} AND NOT closed AND opens_at <= clock_timestamp() AND clock_timestamp() < closes_at
      FOR NO KEY UPDATE`;
    if (open.length === 0) return false;
    const kept = await transaction.$executeRaw`
      UPDATE draw
      SET drawn_at = clock_timestamp(), drawn = ${people.length}, entries_digest = ${entriesDigest},
        people = ${people.join('\n')}, entries = ${entries.join('\n')}
      WHERE window_id = ${windowId} AND drawn_at IS NULL`;
    await transaction.$executeRaw`
      UPDATE booking_window SET ceiling = greatest(ceiling, ${people.length}::int) WHERE id = ${windowId}`;
    return kept === 1;
  });
}
