import type { Store } from '../store.ts';

/** Bookings an export of people tells of: of one window, or all. */
export async function countPeople({ prisma }: Store, window: string | undefined): Promise<number> {
  return prisma.booking.count({ where: window === undefined ? {} : { windowId: window } });
}
