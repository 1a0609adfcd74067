import type { Store } from '../store.ts';

/** Notes that the person wants to be forgotten, and since when; asking again changes nothing. */
export async function wishErasure({ prisma }: Store, personKey: string): Promise<Date> {
  const { askedAt } = await prisma.erasureWish.upsert({ where: { personKey }, create: { personKey }, update: {} });
  return askedAt;
}

/** Takes the wish back, or notes that it is fulfilled. */
export async function endErasureWish({ prisma }: Store, personKey: string): Promise<void> {
  await prisma.erasureWish.deleteMany({ where: { personKey } });
}

/** Since when the person wants to be forgotten; `null` when they do not. */
export async function erasureWishOf({ prisma }: Store, personKey: string): Promise<Date | null> {
  const wish = await prisma.erasureWish.findUnique({ where: { personKey } });
  return wish?.askedAt ?? null;
}

/** Those who want to be forgotten, `limit` of them behind `after`, in order of their keys. */
export async function erasureWishes({ prisma }: Store, after: string, limit: number): Promise<string[]> {
  const rows = await prisma.erasureWish.findMany({
    where: { personKey: { gt: after } },
    orderBy: { personKey: 'asc' },
    take: limit,
    select: { personKey: true },
  });
  return rows.map(({ personKey }) => personKey);
}
