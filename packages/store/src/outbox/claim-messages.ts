import { languages } from '@sunbeon/core';
import { z } from 'zod';
import { MessageKind } from '../generated/enums.ts';
import type { Store } from '../store.ts';
import { messageReference } from './message-reference.ts';

/** How long a claimer has for handing a message over and noting what became of it. */
const CLAIM_SECONDS = 45;
/** A message behind another one of the same person is looked at again after this long. */
const LOOK_AGAIN_SECONDS = 1;
/** No retry is further away than this; what is due later waits for the morning and holds nobody up. */
const LATEST_RETRY_SECONDS = 360;

const instant = z.date().transform((date) => date.toISOString());

const rowSchema = z.object({
  verdict: z.enum(['send', 'wait', 'hold', 'supersede']),
  id: z.bigint().transform(String),
  booking_id: z.string(),
  kind: z.enum(MessageKind),
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
  readonly kind: MessageKind;
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
 * Claims due messages for one carrier, oldest first. Several notifiers may claim at once (`SKIP LOCKED`): no message is
 * claimed twice before its claim has lapsed, and afterwards only by `claimDoubts`.
 *
 * Whatever is looked at gets a verdict from its booking as it is now. A message older than its booking is superseded; what
 * would disturb at night is put off; a person's message waits until the one before it is settled, so that people read in
 * order what happened. Everything else is claimed.
 */
export async function claimMessages({ prisma }: Store, { limit, carrier, quietUntil }: ClaimOptions): Promise<Claim> {
  const quiet = quietUntil?.toISOString() ?? null;
  const found = await prisma.$queryRaw`
    WITH due AS MATERIALIZED (
      SELECT * FROM message
      WHERE state = 'queued' AND carrier IS NULL AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at, id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    ), examined AS MATERIALIZED (
      SELECT due.id, earlier.settled_at AS earlier_settled_at, CASE
          WHEN due.version < booking.version OR booking.erased_at IS NOT NULL OR offer.state <> 'open' THEN 'supersede'
          WHEN ${quiet}::text IS NOT NULL AND due.kind IN ('displacement', 'offer') AND due.resend = 0 THEN 'hold'
          WHEN earlier.settled_at IS NOT NULL THEN 'wait'
          ELSE 'send'
        END AS verdict
      FROM due
      JOIN booking ON booking.id = due.booking_id
      LEFT JOIN offer ON offer.id = due.offer_id
      CROSS JOIN LATERAL (
        SELECT max(CASE WHEN other.carrier IS NULL THEN other.next_attempt_at ELSE clock_timestamp() END) AS settled_at
        FROM booking held
        JOIN message other ON other.booking_id = held.id
        WHERE held.person_key = booking.person_key AND other.id < due.id AND other.state = 'queued' AND (
          other.carrier IS NOT NULL
          OR other.version >= held.version
            AND other.next_attempt_at < clock_timestamp() + make_interval(secs => ${LATEST_RETRY_SECONDS}::int)
            AND NOT (${quiet}::text IS NOT NULL AND other.kind IN ('displacement', 'offer') AND other.resend = 0)
        )
      ) earlier
    ), judged AS (
      UPDATE message SET
        state = CASE verdict WHEN 'supersede' THEN 'superseded' ELSE 'queued' END::message_state,
        settled_at = CASE verdict WHEN 'supersede' THEN clock_timestamp() END,
        attempts = attempts + CASE verdict WHEN 'send' THEN 1 ELSE 0 END,
        carrier = CASE verdict WHEN 'send' THEN ${carrier} END,
        asked = 0,
        next_attempt_at = CASE verdict
          WHEN 'send' THEN clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}::int)
          WHEN 'wait' THEN greatest(
            earlier_settled_at, clock_timestamp() + make_interval(secs => ${LOOK_AGAIN_SECONDS}::int))
          WHEN 'hold' THEN ${quiet}::timestamptz
          ELSE next_attempt_at
        END
      FROM examined WHERE message.id = examined.id
      RETURNING message.*, verdict
    )
    SELECT judged.verdict, judged.id, judged.booking_id, judged.kind::text, judged.version,
      judged.requeued, judged.language::text, judged.sealed_contact, judged.attempts, judged.next_attempt_at AS lease,
      booking.person_key, booking.number,
      CASE WHEN campaign.second_dose_after_days IS NOT NULL THEN booking.dose END AS dose,
      slot.id AS slot_id, site.name AS site_name, site.municipality, slot.starts_at, slot.product,
      CASE WHEN offer.id IS NOT NULL THEN jsonb_build_object('siteName', kept_site.name,
        'municipality', kept_site.municipality, 'startsAt', kept.starts_at, 'product', kept.product) END AS offered,
      offer.expires_at
    FROM judged
    JOIN booking ON booking.id = judged.booking_id
    LEFT JOIN campaign ON campaign.id = booking.campaign_id
    JOIN slot ON slot.id = booking.slot_id
    JOIN site ON site.id = slot.site_id
    LEFT JOIN offer ON offer.id = judged.offer_id
    LEFT JOIN slot kept ON kept.id = offer.slot_id
    LEFT JOIN site kept_site ON kept_site.id = kept.site_id
    ORDER BY judged.id`;
  return claimOf(z.array(rowSchema).parse(found), limit);
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
