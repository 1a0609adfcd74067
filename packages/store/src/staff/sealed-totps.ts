import type { Store } from '../store.ts';

/** The secret of one member's authenticator app, sealed for them. */
export interface SealedTotp {
  readonly id: string;
  readonly sealedTotp: string;
}

const MOST = 5_000;

/** The secrets of everybody who has one. */
export async function sealedTotps({ prisma }: Store): Promise<SealedTotp[]> {
  const rows = await prisma.staffMember.findMany({
    select: { id: true, sealedTotp: true },
    where: { sealedTotp: { not: null } },
    take: MOST,
  });
  return rows.flatMap(({ id, sealedTotp }) => (sealedTotp === null ? [] : [{ id, sealedTotp }]));
}

/** Puts the same secret, sealed anew, in place of what was read; nothing happens when that has changed meanwhile. */
export async function replaceTotp({ prisma }: Store, { id, sealedTotp }: SealedTotp, anew: string): Promise<void> {
  await prisma.staffMember.updateMany({ where: { id, sealedTotp }, data: { sealedTotp: anew } });
}
