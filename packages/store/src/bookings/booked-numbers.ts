import type { Store } from '../store.ts';

/** The numbers in line of everyone who holds a booking in the window: who needs no seat any more. */
export async function bookedNumbers({ prisma }: Store, windowId: string): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ number: number }[]>`
    SELECT request.number
    FROM slot
    JOIN booking ON booking.slot_id = slot.id AND booking.state = 'confirmed'
    JOIN booking_request request ON request.request_id = booking.request_id
    WHERE slot.window_id = ${windowId}`;
  return rows.map(({ number }) => number);
}
