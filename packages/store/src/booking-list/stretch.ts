import { Prisma } from '../generated/client.ts';
import type { ListKey } from './listed-booking.ts';

/**
 * A part of a list that one index is in the order of: a window's bookings, a clinic's, or those of a range of numbers. Its
 * candidates are `id` and `slot_id` of bookings and a `key` of texts, in their order.
 */
export interface Stretch {
  /** What the stretch is of, by which it is found again; of whole lists of one stretch the name is empty. */
  readonly name: string;
  /** Up to `most` candidates behind `after`, in order. */
  readonly candidates: (after: ListKey | null, most: number) => Prisma.Sql;
}

/** An instant as keys carry it: milliseconds, as Postgres keeps them here. */
const keyOf = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Bookings of a window, the newest first: index `booking_list`, once for each state that is asked for. */
export function newestOfWindow(windowId: string, states: readonly string[]): Stretch {
  const ofState = (state: string, after: ListKey | null, most: number): Prisma.Sql => {
    const [bookedAt, id] = after ?? [];
    return Prisma.sql`(
      SELECT id, slot_id, booked_at FROM booking
      WHERE window_id = ${windowId} AND state = ${state}::booking_state
        ${
          bookedAt === undefined
            ? Prisma.empty
            : Prisma.sql`AND booked_at <= ${bookedAt}::timestamptz
              AND (booked_at, id) < (${bookedAt}::timestamptz, ${id}::uuid)`
        }
      ORDER BY booked_at DESC, id DESC
      LIMIT ${most}
    )`;
  };
  return {
    name: windowId,
    candidates: (after, most) => {
      const each = states.map((state) => ofState(state, after, most));
      return Prisma.sql`
        SELECT id, slot_id, ARRAY[${keyOf(Prisma.sql`booked_at`)}, id::text] AS key,
          row_number() OVER (ORDER BY booked_at DESC, id DESC)::int AS turn
        FROM (
          SELECT * FROM (${Prisma.join(each, ' UNION ALL ')}) state ORDER BY booked_at DESC, id DESC LIMIT ${most}
        ) newest`;
    },
  };
}

/** Bookings of a clinic by the time of the appointment: its slots by `slot_site_id_starts_at_idx`, the bookings of each by `slot_id`. */
export function appointmentsOfSite(siteId: string, from: Date | null, until: Date | null): Stretch {
  return {
    name: siteId,
    candidates: (after, most) => {
      const [startsAt, slotId, id] = after ?? [];
      return Prisma.sql`
        SELECT id, slot_id, ARRAY[${keyOf(Prisma.sql`starts_at`)}, slot_id::text, id::text] AS key,
          row_number() OVER (ORDER BY starts_at, slot_id, id)::int AS turn
        FROM (
          SELECT booking.id, booking.slot_id, slot.starts_at
          FROM slot JOIN booking ON booking.slot_id = slot.id
          WHERE slot.site_id = ${siteId}
            ${from === null ? Prisma.empty : Prisma.sql`AND slot.starts_at >= ${from}`}
            ${until === null ? Prisma.empty : Prisma.sql`AND slot.starts_at < ${until}`}
            ${
              startsAt === undefined
                ? Prisma.empty
                : Prisma.sql`AND slot.starts_at >= ${startsAt}::timestamptz
                  AND (slot.starts_at, slot.id, booking.id) > (${startsAt}::timestamptz, ${slotId}::bigint, ${id}::uuid)`
            }
          ORDER BY slot.starts_at, slot.id, booking.id
          LIMIT ${most}
        ) by_time`;
    },
  };
}

/** Bookings whose number lies between two, by it. */
export function byNumber({ first, last }: { readonly first: string; readonly last: string }): Stretch {
  return {
    name: '',
    candidates: (after, most) => {
      const [number] = after ?? [];
      return Prisma.sql`
        SELECT id, slot_id, ARRAY[number] AS key, row_number() OVER (ORDER BY number)::int AS turn
        FROM (
          SELECT id, slot_id, number FROM booking
          WHERE number BETWEEN ${first} AND ${last}
            ${number === undefined ? Prisma.empty : Prisma.sql`AND number > ${number}`}
          ORDER BY number
          LIMIT ${most}
        ) numbered`;
    },
  };
}
