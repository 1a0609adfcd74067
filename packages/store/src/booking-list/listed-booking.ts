import type { BookingRow, BookingState, MessageState, Visit } from '@sunbeon/core';
import { Prisma } from '../generated/client.ts';

/** What a list goes by: the values of its order, the last of which names one booking. */
export type ListKey = readonly string[];

/** A booking that was looked at, and what is shown of it. */
export interface LookedAt {
  readonly key: ListKey;
  /** Whether the filters let it through; the last one looked at is told of in any case. */
  readonly fits: boolean;
  /** In the order of the list, from 1 on. */
  readonly turn: number;
  readonly id: string;
  readonly number: string;
  readonly windowId: string;
  readonly state: BookingState;
  readonly dose: number;
  readonly bookedAt: Date;
  readonly visit: Visit | null;
  readonly slotId: bigint;
  readonly siteId: string;
  readonly siteName: string;
  readonly municipality: string;
  readonly startsAt: Date;
  readonly product: string;
  readonly message: MessageState | null;
}

/** Columns of {@link LookedAt} from `booking`, `slot`, `site` and `message`. */
export const LISTED = Prisma.sql`
  booking.id, booking.number, booking.window_id AS "windowId", booking.state::text, booking.dose, booking.visit,
  booking.booked_at AS "bookedAt", slot.id AS "slotId", slot.site_id AS "siteId", site.name AS "siteName",
  site.municipality, slot.starts_at AS "startsAt", slot.product, message.state::text AS message`;

/** Joins to a `booking` what {@link LISTED} names; LIMIT 1 keeps the planner to one look-up by index for each. */
export const LISTED_WITH = Prisma.sql`
  CROSS JOIN LATERAL (SELECT * FROM slot WHERE slot.id = booking.slot_id LIMIT 1) slot
  CROSS JOIN LATERAL (SELECT * FROM site WHERE site.id = slot.site_id LIMIT 1) site
  LEFT JOIN LATERAL (
    SELECT state FROM message WHERE message.booking_id = booking.id ORDER BY version DESC, resend DESC LIMIT 1
  ) message ON true`;

/** What of {@link LookedAt} a row is made of. */
export type ListedBooking = Omit<LookedAt, 'key' | 'fits' | 'turn'>;

export function bookingRow({ slotId, startsAt, bookedAt, dose, ...row }: ListedBooking): BookingRow {
  return {
    id: row.id,
    number: row.number,
    windowId: row.windowId,
    slotId: String(slotId),
    siteId: row.siteId,
    siteName: row.siteName,
    municipality: row.municipality,
    startsAt: startsAt.toISOString(),
    product: row.product,
    state: row.state,
    dose: dose === 2 ? 2 : 1,
    bookedAt: bookedAt.toISOString(),
    visit: row.visit,
    message: row.message,
  };
}
