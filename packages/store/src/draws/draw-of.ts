import type { Store } from '../store.ts';

/** A draw as only those who carry it out may see it. */
export interface SealedDraw {
  /** 32 bytes. Secret until the opening. */
  readonly seed: Uint8Array;
  /** Who was drawn, in order of their numbers from 1, and the digest of their entries; `null` before the draw. */
  readonly kept: { readonly people: readonly string[]; readonly entriesDigest: string } | null;
}

/** The draw of a window, its secret included; `null` when it has none. */
export async function drawOf({ prisma }: Store, windowId: string): Promise<SealedDraw | null> {
  const row = await prisma.draw.findUnique({
    where: { windowId },
    select: { seed: true, people: true, entriesDigest: true },
  });
  if (row === null) return null;
  const { seed, people, entriesDigest } = row;
  if (people === null || entriesDigest === null) return { seed, kept: null };
  return { seed, kept: { people: people === '' ? [] : people.split('\n'), entriesDigest } };
}
