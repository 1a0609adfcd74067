import { z } from 'zod';
import type { Store } from '../store.ts';

/** People served by one transaction: as long as it lasts their neighbours' slots are held. */
const AT_A_TIME = 100;
/** People looked at per call: the rest is for the next one. */
const MOST_PER_CALL = 2_000;

/** What one call did. */
interface Offering {
  /** How many people were offered a slot. */
  readonly offered: number;
  /** The number in line the next call is to go on from; `null` when there is nobody behind. */
  readonly reached: number | null;
}

const servedSchema = z.tuple([z.object({ reached: z.int().nullable(), offered: z.int() })]);

/**
 * Offers the nearest equal free slot to whoever was displaced from the window and has no offer, in order of their numbers
 * in line, from the number behind `after` on. There may be no slot for thousands of them: whoever calls again goes on where
 * this ended, or those behind would never be looked at.
 * @param most people looked at, about
 */
export async function offerDisplaced(
  { prisma }: Store,
  windowId: string,
  { after = null, most = MOST_PER_CALL }: { readonly after?: number | null; readonly most?: number } = {},
): Promise<Offering> {
  const atATime = Math.min(AT_A_TIME, most);
  let sum = 0;
  let reached: number | null = after ?? -1;
  for (let looked = 0; reached !== null && looked < most; looked += atATime) {
    const rows: unknown = await prisma.$queryRaw`
      SELECT reached, offered FROM offer_displaced(${windowId}, ${reached}::int, ${atATime}::int)`;
    const [served] = servedSchema.parse(rows);
    sum += served.offered;
    reached = served.reached;
  }
  return { offered: sum, reached };
}

/** Windows some of whose people are displaced, with or without an offer. */
export async function windowsWithDisplaced({ prisma }: Store): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ window_id: string }[]>`
    SELECT DISTINCT window_id FROM booking WHERE state = 'displaced' ORDER BY window_id`;
  return rows.map(({ window_id: windowId }) => windowId);
}
