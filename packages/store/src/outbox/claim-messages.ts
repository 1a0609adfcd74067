import { languages } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { type BookingMessageKind, bookingMessageKinds } from './message-kind.ts';
import { messageReference } from './message-reference.ts';

const instant = z.date().transform((date) => date.toISOString());

const rowSchema = z.object({
  verdict: z.enum(['send', 'wait', 'hold', 'supersede']),
  id: z.bigint().transform(String),
  booking_id: z.string(),
  kind: z.enum(bookingMessageKinds),
  version: z.int(),
  requeued: z.int(),
  language: z.enum(languages),
  sealed_contact: z.string(),
  attempts: z.int(),
  lease: z.date(),
  person_key: z.string(),
  number: z.string(),
  dose: z.literal([1, 2]).nullable(),
  slot_id: z.bigint().transform(String),
  site_name: z.string(),
  municipality: z.string(),
  starts_at: instant,
  product: z.string(),
  offered: z
    .object({ siteName: z.string(), municipality: z.string(), startsAt: z.string(), product: z.string() })
    .nullable(),
  expires_at: instant.nullable(),
});
type Row = z.infer<typeof rowSchema>;

/** Where and when somebody gets what. */
export interface MessageSeat {
  readonly siteName: string;
  readonly municipality: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly product: string;
}

/** A message to be sent, with the booking it speaks of as it is now. */
export interface OutboxMessage {
  readonly id: string;
  readonly bookingId: string;
  readonly kind: BookingMessageKind;
  readonly version: number;
  /** What a carrier may know it by besides its own id; the same at every attempt. */
  readonly reference: string;
  readonly language: Row['language'];
  readonly sealedContact: string;
  /** Whom the contact is sealed for. */
  readonly personKey: string;
  /** This attempt included. */
  readonly attempts: number;
  /** Until when it is the claimer's. Every mark carries it, so that a claimer who comes late changes nothing. */
  readonly lease: Date;
  readonly booking: MessageSeat & {
    readonly number: string;
    readonly slotId: string;
    /** `null` in a campaign of one dose. */
    readonly dose: 1 | 2 | null;
  };
  /** On an offer: the seat that is kept, and until when (ISO 8601). */
  readonly offer: (MessageSeat & { readonly expiresAt: string }) | null;
}

export interface ClaimOptions {
  /** Messages looked at, at most. */
  readonly limit: number;
  /** Who will be handed them. From now on that carrier may have them, and is asked before they are sent again. */
  readonly carrier: string;
  /** Displacements and offers are put off until then; `null` outside quiet hours. */
  readonly quietUntil: Date | null;
}

export interface Claim {
  readonly messages: readonly OutboxMessage[];
  /** Messages that will not be sent: their booking has moved on or was erased, or their offer is over. */
  readonly superseded: number;
  /** More may be due. */
  readonly more: boolean;
}

/**
 * Claims due messages for one carrier, oldest first, by the database function `claim_messages`. Several notifiers may claim
 * at once (`SKIP LOCKED`): no message is claimed twice before its claim has lapsed, and afterwards only by `claimDoubts`.
 *
 * Whatever is looked at gets a verdict from its booking as it is now. A message older than its booking is superseded; what
 * would disturb at night is put off; a person's message waits until the one before it is settled, so that people read in
 * order what happened. Everything else is claimed.
 */
export async function claimMessages({ prisma }: Store, { limit, carrier, quietUntil }: ClaimOptions): Promise<Claim> {
  const quiet = quietUntil?.toISOString() ?? null;
  const rows = await prisma.$queryRaw`
    SELECT * FROM claim_messages(${limit}::integer, ${carrier}::text, ${quiet}::timestamptz)`;
  return claimOf(z.array(rowSchema).parse(rows), limit);
}

function claimOf(rows: readonly Row[], limit: number): Claim {
  return {
    messages: rows.filter(({ verdict }) => verdict === 'send').map(messageOf),
    superseded: rows.filter(({ verdict }) => verdict === 'supersede').length,
    more: rows.length === limit,
  };
}

function messageOf(row: Row): OutboxMessage {
  return {
    id: row.id,
    bookingId: row.booking_id,
    kind: row.kind,
    version: row.version,
    reference: messageReference(row.id, row.requeued, row.booking_id),
    language: row.language,
    sealedContact: row.sealed_contact,
    personKey: row.person_key,
    attempts: row.attempts,
    lease: row.lease,
    booking: {
      number: row.number,
      dose: row.dose,
      slotId: row.slot_id,
      siteName: row.site_name,
      municipality: row.municipality,
      startsAt: row.starts_at,
      product: row.product,
    },
    offer:
      row.offered === null || row.expires_at === null
        ? null
        : { ...row.offered, startsAt: new Date(row.offered.startsAt).toISOString(), expiresAt: row.expires_at },
  };
}
