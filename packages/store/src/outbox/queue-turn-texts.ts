import type { Language } from '@sunbeon/core';
import type { Store } from '../store.ts';

/** Whose turn it is, and how to tell them. */
export interface QueuedTurnText {
  readonly number: number;
  readonly personKey: string;
  /** Name and phone, sealed for the person. */
  readonly sealedContact: string;
  readonly language: Language;
}

/**
 * Puts into the outbox that these numbers of a window were called. Each is told once, however often and by however many it
 * is put there; what has not been sent by `expiresAt` is not sent any more.
 */
export async function queueTurnTexts(
  { prisma }: Store,
  windowId: string,
  texts: readonly QueuedTurnText[],
  expiresAt: Date,
): Promise<void> {
  await prisma.message.createMany({
    data: texts.map((text) => ({ ...text, windowId, kind: 'turn', version: 1, expiresAt })),
    skipDuplicates: true,
  });
}
