import { Problem, type SlotsMade } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { bookUntil } from './book-until.ts';

/** A slot to be made. */
export interface NewSlot {
  readonly siteId: string;
  readonly startsAt: Date;
  readonly product: string;
  readonly capacity: number;
}

/** Slots written at a time at most. */
const MAX_SLOTS = 500_000;

/** A sum of capacities may be larger than Postgres' integers. */
const madeSchema = z.tuple([z.object({ sites: z.int(), slots: z.int(), capacity: z.bigint().transform(Number) })]);

/** @throws {Problem} `invalid-request` for more slots than one statement should write */
export function assertWritable(slots: number): void {
  if (slots <= MAX_SLOTS) return;
  throw new Problem('invalid-request', { errors: [{ field: 'slots', message: `at most ${MAX_SLOTS} at a time` }] });
}

/**
 * Writes slots, all or none, in one statement: a nation's are hundreds of thousands. Slots that exist already stay as
 * they are; those of a site that is closed are closed, and one that is being closed is waited for.
 * @throws {Problem} `window-unknown`; `invalid-request` for too many slots
 */
export async function writeSlots({ prisma }: Store, windowId: string, slots: readonly NewSlot[]): Promise<SlotsMade> {
  assertWritable(slots.length);
  const window = await prisma.window.findUnique({ select: { id: true }, where: { id: windowId } });
  if (window === null) throw new Problem('window-unknown');
  const now = new Date();
  const rows = JSON.stringify(slots.map((slot) => ({ ...slot, bookUntil: bookUntil(slot.startsAt, now) })));
  const [made] = madeSchema.parse(
    await prisma.$queryRaw`
      WITH laid_out AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${rows}::jsonb)
          AS row ("siteId" text, "startsAt" timestamptz, product text, capacity integer, "bookUntil" timestamptz)
      ), place AS MATERIALIZED (
        SELECT id, closed_at FROM site WHERE id IN (SELECT "siteId" FROM laid_out) ORDER BY id FOR SHARE
      ), made AS (
        INSERT INTO slot (window_id, site_id, starts_at, product, capacity, book_until, closed_at)
        SELECT ${windowId}, row."siteId", row."startsAt", row.product, row.capacity, row."bookUntil", place.closed_at
        FROM laid_out row LEFT JOIN place ON place.id = row."siteId"
        ON CONFLICT DO NOTHING
        RETURNING site_id, capacity
      )
      SELECT count(DISTINCT site_id)::int AS sites, count(*)::int AS slots, coalesce(sum(capacity), 0)::bigint AS capacity
      FROM made`,
  );
  return made;
}
