import { type AuditHead, CHAIN_START } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** The end of the chain: who keeps it elsewhere can tell later that nothing up to it was changed or cut off. */
export async function auditHead({ prisma }: Store): Promise<AuditHead> {
  const last = await prisma.auditLink.findFirst({ orderBy: { position: 'desc' } });
  if (last === null) return { ...CHAIN_START, sealedAt: null };
  const { position, hash, sealedAt } = last;
  return {
    position: Number(position),
    hash: Buffer.from(hash).toString('hex'),
    sealedAt: sealedAt.toISOString(),
  };
}
