import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** A place in line whose holder may go in again. */
export interface CancelledPlace {
  readonly windowId: string;
  readonly number: number;
}

/** More windows than one person is ever in. */
const MOST = 100;

/**
 * The places in line of somebody who cancelled and holds no other booking of the same campaign, in windows that are not
 * over: they keep their number, and may book with it again.
 * @param who a person, or whose booking it is
 */
export async function cancelledPlaces(
  { prisma }: Store,
  who: { readonly personKey: string } | { readonly bookingId: string },
): Promise<CancelledPlace[]> {
  const person =
    'personKey' in who
      ? Prisma.sql`${who.personKey}`
      : Prisma.sql`(SELECT person_key FROM booking WHERE id = ${who.bookingId}::uuid)`;
  return prisma.$queryRaw<CancelledPlace[]>`
    SELECT DISTINCT request.window_id AS "windowId", request.number
    FROM booking
    JOIN booking_request request ON request.request_id = booking.request_id
    JOIN booking_window door ON door.id = request.window_id
    WHERE booking.person_key = ${person} AND booking.state = 'cancelled'
      AND NOT door.closed AND door.closes_at > clock_timestamp()
      AND NOT EXISTS (
        SELECT FROM booking live
        WHERE live.person_key = booking.person_key AND live.campaign_id = booking.campaign_id AND live.state <> 'cancelled'
      )
    LIMIT ${MOST}`;
}
