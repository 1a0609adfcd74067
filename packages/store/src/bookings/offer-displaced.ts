import { z } from 'zod';
import type { Store } from '../store.ts';

/** People served by one transaction: as long as it lasts their neighbours' slots are held. */
const AT_A_TIME = 100;
/** Transactions per call: the rest is for the next one. */
const MAX_ROUNDS = 20;

const servedSchema = z.tuple([z.object({ reached: z.int().nullable(), offered: z.int() })]);

/**
 * Offers the nearest equal free slot to whoever was displaced from the window and has no offer, in order of their numbers
 * in line; returns how many were offered one. Up to 2,000 people a call.
 */
export async function offerDisplaced({ prisma }: Store, windowId: string): Promise<number> {
  let sum = 0;
  let after: number | null = -1;
  for (let round = 0; after !== null && round < MAX_ROUNDS; round += 1) {
    const rows: unknown = await prisma.$queryRaw`
      SELECT reached, offered FROM offer_displaced(${windowId}, ${after}::int, ${AT_A_TIME}::int)`;
    const [{ reached, offered }] = servedSchema.parse(rows);
    sum += offered;
    after = reached;
  }
  return sum;
}

/** Windows some of whose people are displaced, with or without an offer. */
export async function windowsWithDisplaced({ prisma }: Store): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ window_id: string }[]>`
    SELECT DISTINCT window_id FROM booking WHERE state = 'displaced' ORDER BY window_id`;
  return rows.map(({ window_id: windowId }) => windowId);
}
