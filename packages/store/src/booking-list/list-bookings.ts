import {
  type BookingListQuery,
  type BookingRow,
  bookingNumberRange,
  bookingStates,
  instantInSeoul,
  type Page,
  siteIdSchema,
  slotIdSchema,
  storedInstantSchema,
  windowIdSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { Prisma } from '../generated/client.ts';
import { readCursor, writeCursor } from '../page-cursor.ts';
import type { Store } from '../store.ts';
import { bookingRow } from './listed-booking.ts';
import { lookThrough } from './look-through.ts';
import { appointmentsOfSite, byNumber, newestOfWindow, type Stretch } from './stretch.ts';

const DAY_MS = 86_400_000;
/** More windows and more clinics of one municipality than there are. */
const MOST_NAMES = 2_000;

const end = z.tuple([]);
/** Where a page of each way ended: in which stretch, and behind what. */
const placeShapes = {
  windows: z.tuple([z.literal('windows'), windowIdSchema, z.union([z.tuple([storedInstantSchema, z.uuid()]), end])]),
  sites: z.tuple([
    z.literal('sites'),
    siteIdSchema,
    z.union([z.tuple([storedInstantSchema, slotIdSchema, z.uuid()]), end]),
  ]),
  numbers: z.tuple([
    z.literal('numbers'),
    z.literal(''),
    z.union([z.tuple([z.string().regex(/^[\dA-Z-]{1,20}$/)]), end]),
  ]),
} as const;

type Way = keyof typeof placeShapes;

/** A list as one way goes through it. */
interface Going {
  readonly way: Way;
  readonly stretches: readonly Stretch[];
  /** What the stretches do not see to by themselves. */
  readonly filters: readonly Prisma.Sql[];
}

/**
 * A page of the bookings that fit, as `bookingListQuerySchema` of core has them in order. Rows that are inserted while
 * somebody pages move none of the others, and what a page reads is bounded whatever the filters are: see `lookThrough`.
 * @throws {ZodError} for an `after` that is none of this list
 */
export async function listBookings(store: Store, query: BookingListQuery): Promise<Page<BookingRow>> {
  const { way, stretches, filters } = await wayFor(store, query);
  const [, name, key] = readCursor<readonly [Way, string, readonly string[]]>(placeShapes[way], query.after) ?? [];
  const { rows, next } = await lookThrough(store, stretches, {
    from: name === undefined || key === undefined ? null : { name, key },
    fits: filters.length === 0 ? null : Prisma.join([...filters], ' AND '),
    limit: query.limit,
  });
  return { rows: rows.map(bookingRow), next: next && writeCursor([way, next.name, next.key]) };
}

async function wayFor(store: Store, query: BookingListQuery): Promise<Going> {
  const { search, site, municipality, window: windowId, state } = query;
  const { ofWindow, ofState, ofSite, ofMunicipality, between } = filtersOf(query);
  const numbers = search === undefined ? null : bookingNumberRange(search);
  if (numbers !== null) {
    const filters = [...ofWindow, ...ofState, ...ofSite, ...ofMunicipality, ...between];
    return { way: 'numbers', stretches: [byNumber(numbers)], filters };
  }
  if (site !== undefined || municipality !== undefined) {
    const { from, until } = boundsOf(query);
    const ids = site === undefined ? await sitesIn(store, municipality ?? '') : [site];
    const stretches = ids.map((id) => appointmentsOfSite(id, from, until));
    return { way: 'sites', stretches, filters: [...ofWindow, ...ofState, ...(site ? ofMunicipality : [])] };
  }
  const states = state === undefined ? bookingStates : [state];
  const ids = windowId === undefined ? await windowsWithBookings(store) : [windowId];
  return { way: 'windows', stretches: ids.map((id) => newestOfWindow(id, states)), filters: between };
}

function filtersOf(query: BookingListQuery) {
  const { window: windowId, state, site, municipality } = query;
  const { from, until } = boundsOf(query);
  return {
    ofWindow: windowId === undefined ? [] : [Prisma.sql`booking.window_id = ${windowId}`],
    ofState: state === undefined ? [] : [Prisma.sql`booking.state = ${state}::booking_state`],
    ofSite: site === undefined ? [] : [Prisma.sql`slot.site_id = ${site}`],
    ofMunicipality:
      municipality === undefined ? [] : [Prisma.sql`${municipality} IN (site.municipality, site.municipality_code)`],
    between: [
      ...(from === null ? [] : [Prisma.sql`slot.starts_at >= ${from}`]),
      ...(until === null ? [] : [Prisma.sql`slot.starts_at < ${until}`]),
    ],
  };
}

/** From the beginning of the first day to the end of the last one. */
function boundsOf({ from, until }: BookingListQuery): { readonly from: Date | null; readonly until: Date | null } {
  return {
    from: from === undefined ? null : instantInSeoul(from, '00:00'),
    until: until === undefined ? null : new Date(instantInSeoul(until, '00:00').getTime() + DAY_MS),
  };
}

/** The newest opening first. Asked in an order, each is looked up by index, also one that has no booking at all. */
async function windowsWithBookings({ prisma }: Store): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    SELECT door.id
    FROM booking_window door
    CROSS JOIN LATERAL (SELECT FROM booking WHERE booking.window_id = door.id ORDER BY state LIMIT 1) booked
    ORDER BY door.opens_at DESC, door.id
    LIMIT ${MOST_NAMES}`;
  return rows.map(({ id }) => id);
}

async function sitesIn({ prisma }: Store, municipality: string): Promise<string[]> {
  const rows = await prisma.site.findMany({
    where: { OR: [{ municipality }, { municipalityCode: municipality }] },
    orderBy: { position: 'asc' },
    select: { id: true },
    take: MOST_NAMES,
  });
  return rows.map(({ id }) => id);
}
