import { z } from 'zod';
import type { Store } from '../store.ts';

/** The person key of whom a booking is for, whoever made it; `null` when there is no such booking, or the id is none. */
export async function bookingOwner({ prisma }: Store, bookingId: string): Promise<string | null> {
  if (!z.uuid().safeParse(bookingId).success) return null;
  const booking = await prisma.booking.findUnique({ where: { id: bookingId }, select: { personKey: true } });
  return booking?.personKey ?? null;
}
