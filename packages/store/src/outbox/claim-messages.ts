import { z } from 'zod';
import type { Store } from '../store.ts';
import { type MessageRow, messageOf, messageRowSchema, type OutboxMessage } from './outbox-message.ts';

export interface ClaimOptions {
  /** Messages looked at, at most. */
  readonly limit: number;
  /** Who will be handed them. From now on that carrier may have them, and is asked before they are sent again. */
  readonly carrier: string;
  /** Displacements, offers and what is said about consents are put off until then; `null` outside quiet hours. */
  readonly quietUntil: Date | null;
}

export interface Claim {
  readonly messages: readonly OutboxMessage[];
  /** Messages that will not be sent: what they speak of has moved on or was erased, or they are too old. */
  readonly superseded: number;
  /** More may be due. */
  readonly more: boolean;
}

/**
 * Claims due messages for one carrier, oldest first, by the database function `claim_messages`. Several notifiers may claim
 * at once (`SKIP LOCKED`): no message is claimed twice before its claim has lapsed, and afterwards only by `claimDoubts`.
 *
 * Whatever is looked at gets a verdict from what it speaks of as that is now. A message older than its booking, or than it
 * is good for, is superseded; what would disturb at night is put off; a person's message waits until the one before it is
 * settled, so that people read in order what happened. A code neither waits nor is put off. Everything else is claimed.
 */
export async function claimMessages({ prisma }: Store, { limit, carrier, quietUntil }: ClaimOptions): Promise<Claim> {
  const quiet = quietUntil?.toISOString() ?? null;
  const rows = await prisma.$queryRaw`
    SELECT * FROM claim_messages(${limit}::integer, ${carrier}::text, ${quiet}::timestamptz)`;
  return claimOf(z.array(messageRowSchema).parse(rows), limit);
}

function claimOf(rows: readonly MessageRow[], limit: number): Claim {
  return {
    messages: rows.filter(({ verdict }) => verdict === 'send').map(messageOf),
    superseded: rows.filter(({ verdict }) => verdict === 'supersede').length,
    more: rows.length === limit,
  };
}
