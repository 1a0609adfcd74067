import { z } from 'zod';
import type { Store } from '../store.ts';

const rowsSchema = z.array(z.object({ requestId: z.string() }));

/** The request that made a booking; `null` for a booking that does not exist. */
export async function requestOfBooking({ prisma }: Store, bookingId: string): Promise<string | null> {
  const rows: unknown = await prisma.$queryRaw`
    SELECT request_id AS "requestId" FROM booking WHERE id = ${bookingId}::uuid`;
  return rowsSchema.parse(rows)[0]?.requestId ?? null;
}
