import type { Store } from '../store.ts';

/** So many are found at most. */
const MOST_FOUND = 10;

/** Somebody on the roll of a campaign. */
export interface RollEntry {
  readonly campaignId: string;
  readonly personKey: string;
  /** Keyed hash of the phone, as on bookings; `null` where the roll has none. */
  readonly phoneIndex: string | null;
  /** What the roll says of them, sealed for them. */
  readonly sealedEntry: string;
}

export interface RollSearch {
  /** Keyed hash of `matchText` of name and birth date. */
  readonly matchIndex: string;
  /** Only whose phone the roll has under this keyed hash. */
  readonly phoneIndex?: string;
  /** Only on the roll of this campaign. */
  readonly campaignId?: string;
}

/**
 * Who is on a roll under a name and birth date, at most 10: several people may share them, and a person may be on the
 * rolls of several campaigns. Whoever looks for one of many who share a common name looks for their phone, too.
 */
export async function findOnRoll({ prisma }: Store, search: RollSearch): Promise<RollEntry[]> {
  return prisma.rollEntry.findMany({
    select: { campaignId: true, personKey: true, phoneIndex: true, sealedEntry: true },
    where: search,
    orderBy: [{ campaignId: 'asc' }, { personKey: 'asc' }],
    take: MOST_FOUND,
  });
}
