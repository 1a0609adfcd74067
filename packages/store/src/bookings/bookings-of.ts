import type { MyBookings } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** Longest list anyone is shown: a person has one booking per campaign. */
const MOST = 100;

/** What a person has booked, the newest first, with how far the message about its present version has come. */
export async function bookingsOf({ prisma }: Store, personKey: string): Promise<MyBookings> {
  const rows = await prisma.booking.findMany({
    where: { personKey },
    orderBy: { bookedAt: 'desc' },
    take: MOST,
    include: { slot: { include: { site: true } }, messages: { orderBy: { version: 'desc' }, take: 1 } },
  });
  const bookings = rows.map(({ id, number, windowId, state, dose, bookedAt, slot, messages }) => ({
    id,
    number,
    windowId,
    state,
    dose: dose === 2 ? (2 as const) : (1 as const),
    bookedAt: bookedAt.toISOString(),
    slotId: String(slot.id),
    siteName: slot.site.name,
    municipality: slot.site.municipality,
    startsAt: slot.startsAt.toISOString(),
    product: slot.product,
    message: messages[0]?.state ?? null,
  }));
  return { bookings };
}
