import { Problem, type SlotsMade } from '@sunbeon/core';
import { z, z } from 'zod';
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
const madeSchema = z.tuple([z.object({ sites: z.int(), slots: z.int(), capacity: z.int() })]);

/**
 * Writes slots, all or none, in one statement: a nation's are hundreds of thousands. A slot is bookable until it starts;
 * one that lies in the past when it is made belongs to a night that is replayed, and stays bookable. Slots that exist
 * already stay as they are.
 * @throws {Problem} `window-unknown`
 */
export async function writeSlots({ prisma }: Store, windowId: string, slots: readonly NewSlot[]): Promise<SlotsMade> {
  const window = await prisma.window.findUnique({ select: { id: true }, where: { id: windowId } });
  if (window === null) throw new Problem('window-unknown');
  const rows = JSON.stringify(slots);
  const [made] = madeSchema.parse(
    await prisma.$queryRaw`
      WITH made AS (
        INSERT INTO slot (window_id, site_id, starts_at, product, capacity, book_until)
        SELECT ${windowId}, row."siteId", row."startsAt", row.product, row.capacity,
          CASE WHEN row."startsAt" > clock_timestamp() THEN row."startsAt" END
        FROM jsonb_to_recordset(${rows}::jsonb)
          AS row ("siteId" text, "startsAt" timestamptz, product text, capacity integer)
        ON CONFLICT DO NOTHING
        RETURNING site_id, capacity
      )
      SELECT count(DISTINCT site_id)::int AS sites, count(*)::int AS slots, coalesce(sum(capacity), 0)::int AS capacity
      FROM made`,
  );
  return made;
}
