import type { BookedSlot, BookingMaker, BookingView, MyBookings } from '@sunbeon/core';
import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** What a view is made of: the slot, the offer that is open, the message about the newest version. */
const PARTS = {
  slot: { include: { site: true } },
  offers: { where: { state: 'open' }, take: 1, include: { slot: { include: { site: true } } } },
  messages: { orderBy: [{ version: 'desc' }, { resend: 'desc' }], take: 1 },
} satisfies Prisma.BookingInclude;

type BookingParts = Prisma.BookingGetPayload<{ include: typeof PARTS }>;
type SlotParts = BookingParts['slot'];

/** A booking as its owner sees it, with how far the message about its present version has come. */
export type OwnBooking = MyBookings['bookings'][number];

/** Bookings as they are now, the newest first. */
export async function readBookings(
  { prisma }: Store,
  where: Prisma.BookingWhereInput,
  most: number,
): Promise<BookingParts[]> {
  return prisma.booking.findMany({
    where,
    orderBy: [{ bookedAt: 'desc' }, { dose: 'asc' }, { id: 'asc' }],
    take: most,
    include: PARTS,
  });
}

export function ownBooking(row: BookingParts): OwnBooking {
  const { consentId } = row;
  return { ...bookingView(row), message: row.messages[0]?.state ?? null, madeBy: makerOf(row), consentId };
}

function makerOf({ consentId, byAgent }: BookingParts): BookingMaker {
  if (byAgent) return 'agent';
  return consentId === null ? 'self' : 'delegate';
}

export function bookingView({ slot, offers, ...row }: BookingParts): BookingView {
  const { id: slotId, ...where } = bookedSlot(slot);
  const view: BookingView = {
    id: row.id,
    number: row.number,
    windowId: row.windowId,
    state: row.state,
    dose: row.dose === 2 ? 2 : 1,
    bookedAt: row.bookedAt.toISOString(),
    slotId,
    ...where,
  };
  const [offer] = offers;
  return offer === undefined
    ? view
    : { ...view, offer: { slot: bookedSlot(offer.slot), expiresAt: offer.expiresAt.toISOString() } };
}

export function bookedSlot(slot: SlotParts): BookedSlot {
  return {
    id: String(slot.id),
    siteName: slot.site.name,
    municipality: slot.site.municipality,
    startsAt: slot.startsAt.toISOString(),
    product: slot.product,
  };
}
