import { type DayBooking, MAX_DAY_BOOKINGS, visits } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** Somebody booked at a site, with the name still sealed. */
export interface SealedDayBooking extends Omit<DayBooking, 'name'> {
  readonly personKey: string;
  /** Sealed name and phone; empty once it was erased. */
  readonly sealedContact: string;
}

const visitOf = z.enum(visits).nullable();

/**
 * Who is booked at a site from an instant on and before another, in order of time: confirmed bookings only, because nobody
 * else may know that somebody had one. `MAX_DAY_BOOKINGS` at most.
 */
export async function dayBookings(
  { prisma }: Store,
  { siteId, from, until }: { readonly siteId: string; readonly from: Date; readonly until: Date },
): Promise<SealedDayBooking[]> {
  const rows = await prisma.booking.findMany({
    where: { state: 'confirmed', slot: { siteId, startsAt: { gte: from, lt: until } } },
    orderBy: [{ slot: { startsAt: 'asc' } }, { number: 'asc' }],
    take: MAX_DAY_BOOKINGS,
    include: { slot: { select: { startsAt: true, product: true } } },
  });
  return rows.map((row) => ({
    bookingId: row.id,
    number: row.number,
    startsAt: row.slot.startsAt.toISOString(),
    windowId: row.windowId,
    product: row.slot.product,
    dose: row.dose,
    state: row.state,
    visit: visitOf.parse(row.visit),
    visitedAt: row.visitedAt?.toISOString() ?? null,
    personKey: row.personKey,
    sealedContact: row.sealedContact,
  }));
}
