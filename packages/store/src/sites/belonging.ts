import { Problem, slotIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';

/** The sites these slots are at. @throws {Problem} `slot-unknown` when one of them does not exist */
export async function sitesOfSlots({ prisma }: Store, slotIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(slotIds)];
  if (wanted.some((id) => !slotIdSchema.safeParse(id).success)) throw new Problem('slot-unknown');
  const rows = await prisma.slot.findMany({ where: { id: { in: wanted.map(BigInt) } }, select: { siteId: true } });
  if (rows.length < wanted.length) throw new Problem('slot-unknown');
  return [...new Set(rows.map(({ siteId }) => siteId))];
}

/** The site a booking is at, or was at when it was displaced. @throws {Problem} `booking-unknown` */
export async function siteOfBooking({ prisma }: Store, bookingId: string): Promise<string> {
  if (!z.uuid().safeParse(bookingId).success) throw new Problem('booking-unknown');
  const booking = await prisma.booking.findUnique({
    where: { id: bookingId },
    select: { slot: { select: { siteId: true } } },
  });
  if (booking === null) throw new Problem('booking-unknown');
  return booking.slot.siteId;
}
