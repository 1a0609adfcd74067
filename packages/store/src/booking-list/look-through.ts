import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { LISTED, LISTED_WITH, type ListKey, type LookedAt } from './listed-booking.ts';
import type { Stretch } from './stretch.ts';

/** Bookings of one stretch that are looked at for a page, where not all of them fit. */
const MOST_LOOKED_AT = 2_000;
/** Stretches one page goes through. */
const MOST_STRETCHES = 20;

/** Where a page goes on: in which stretch, and behind what; without a key at its beginning. */
export interface ListPlace {
  readonly name: string;
  readonly key: ListKey;
}

interface Look {
  /** What has to be true of `booking`, `slot` and `site`; `null` where every candidate fits. */
  readonly fits: Prisma.Sql | null;
  /** Rows wanted at most. */
  readonly most: number;
}

/**
 * One look into a stretch: up to `most` bookings that fit behind a place. At most 2,000 candidates are read, however few of
 * them fit; the last of so many comes along and says so by `fits`.
 */
function lookStatement(stretch: Stretch, after: ListKey | null, { fits, most }: Look): Prisma.Sql {
  const looks = looksFor({ fits, most });
  return Prisma.sql`
    WITH looked AS MATERIALIZED (${stretch.candidates(after, looks)}),
    page AS MATERIALIZED (
      SELECT looked.id, looked.key, looked.turn, ${fits ?? Prisma.sql`true`} AS fits
      FROM looked
      CROSS JOIN LATERAL (SELECT * FROM booking WHERE booking.id = looked.id LIMIT 1) booking
      CROSS JOIN LATERAL (SELECT * FROM slot WHERE slot.id = looked.slot_id LIMIT 1) slot
      CROSS JOIN LATERAL (SELECT * FROM site WHERE site.id = slot.site_id LIMIT 1) site
      WHERE ${fits ?? Prisma.sql`true`} OR looked.turn = ${looks}
      ORDER BY looked.turn
      LIMIT ${most + 1}
    )
    SELECT page.key, page.turn, page.fits, ${LISTED}
    FROM page
    CROSS JOIN LATERAL (SELECT * FROM booking WHERE booking.id = page.id LIMIT 1) booking
    ${LISTED_WITH}
    ORDER BY page.turn`;
}

function looksFor({ fits, most }: Look): number {
  return fits === null ? most : Math.max(MOST_LOOKED_AT, most);
}

/**
 * A page of a list that is its stretches one after the other: up to `limit` bookings that fit, from a place on. It ends
 * early, and says where to go on, once so much was looked through that whoever waits should hear of it.
 */
export async function lookThrough(
  { prisma }: Store,
  stretches: readonly Stretch[],
  { from, fits, limit }: { readonly from: ListPlace | null; readonly fits: Prisma.Sql | null; readonly limit: number },
): Promise<{ readonly rows: readonly LookedAt[]; readonly next: ListPlace | null }> {
  const first = from === null ? 0 : stretches.findIndex(({ name }) => name === from.name);
  if (first < 0) return { rows: [], next: null };
  const beyond = stretches[first + MOST_STRETCHES];
  const rows: LookedAt[] = [];
  let next: ListPlace | null = beyond === undefined ? null : { name: beyond.name, key: [] };
  for (const stretch of stretches.slice(first, first + MOST_STRETCHES)) {
    const { name } = stretch;
    const after = name === from?.name && from.key.length > 0 ? from.key : null;
    const look = { fits, most: limit + 1 - rows.length };
    const looked = await prisma.$queryRaw<LookedAt[]>(lookStatement(stretch, after, look));
    const fitting = looked.filter((row) => row.fits).slice(0, look.most);
    const more = fitting.length === look.most;
    rows.push(...(more ? fitting.slice(0, -1) : fitting));
    const last = more ? (fitting.at(-2) ?? null) : looked.find(({ turn }) => turn === looksFor(look));
    if (more || last) {
      next = { name, key: last?.key ?? [] };
      break;
    }
  }
  return { rows, next };
}
