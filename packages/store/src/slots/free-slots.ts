import { instantInSeoul } from '@sunbeon/core';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** What staff look for; without a filter everywhere and always. */
export interface SlotSearch {
  readonly windowId: string;
  readonly siteId?: string | undefined;
  /** By name or code. */
  readonly municipality?: string | undefined;
  /** A day in Seoul. */
  readonly date?: string | undefined;
}

/** A slot that can still be booked, as many as `free` times. */
export interface FreeSlot {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly municipality: string;
  readonly municipalityCode: string;
  readonly startsAt: string;
  readonly product: string;
  readonly free: number;
}

/** Longest list staff are shown; whoever sees as many narrows the search. */
export const MOST_FREE_SLOTS = 500;
const DAY_MS = 86_400_000;

interface Row extends Omit<FreeSlot, 'id' | 'startsAt'> {
  readonly id: bigint;
  readonly startsAt: Date;
}

/** What is free at this instant, the soonest first, straight from where it is booked. */
export async function freeSlots({ prisma }: Store, search: SlotSearch): Promise<FreeSlot[]> {
  const { windowId, siteId, municipality, date } = search;
  const from = date === undefined ? null : instantInSeoul(date, '00:00');
  const until = from === null ? null : new Date(from.getTime() + DAY_MS);
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT slot.id, site.id AS "siteId", site.name AS "siteName", site.municipality,
      site.municipality_code AS "municipalityCode", slot.starts_at AS "startsAt", slot.product,
      slot.capacity - slot.taken AS free
    FROM slot JOIN site ON site.id = slot.site_id
    WHERE slot.window_id = ${windowId} AND slot.closed_at IS NULL AND slot.taken < slot.capacity
      AND (slot.book_until IS NULL OR slot.book_until > clock_timestamp())
      ${siteId === undefined ? Prisma.empty : Prisma.sql`AND site.id = ${siteId}`}
      ${municipality === undefined ? Prisma.empty : Prisma.sql`AND ${municipality} IN (site.municipality, site.municipality_code)`}
      ${from === null ? Prisma.empty : Prisma.sql`AND slot.starts_at >= ${from} AND slot.starts_at < ${until}`}
    ORDER BY slot.starts_at, site.position, slot.id
    LIMIT ${MOST_FREE_SLOTS}`;
  return rows.map(({ id, startsAt, ...slot }) => ({ ...slot, id: String(id), startsAt: startsAt.toISOString() }));
}
