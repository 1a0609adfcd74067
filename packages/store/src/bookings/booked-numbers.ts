import type { Store } from '../store.ts';

/**
 * The numbers in line of everyone who holds a booking in the window, or was displaced from it: who needs no seat any more.
 * Somebody displaced may have gone to another window of the campaign; the number stays one of this line.
 */
export async function bookedNumbers({ prisma }: Store, windowId: string): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ number: number }[]>`
    SELECT request.number
    FROM booking_window own
    JOIN booking_window door ON door.campaign_id = own.campaign_id
    JOIN slot ON slot.window_id = door.id
    JOIN booking ON booking.slot_id = slot.id AND booking.state IN ('confirmed', 'displaced') AND booking.dose = 1
    JOIN booking_request request ON request.request_id = booking.request_id AND request.window_id = own.id
    WHERE own.id = ${windowId}`;
  return rows.map(({ number }) => number);
}
