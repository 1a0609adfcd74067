import { formatInSeoul, instantInSeoul, Problem } from '@sunbeon/core';
import { z } from 'zod';
import type { Actor, Delegate } from '../bookings/actor.ts';
import { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';

/** A booking's message is sent again this often a day (Seoul) at most… */
const MAX_RESENDS_A_DAY = 3;
/** …and not sooner than this after the one before it. */
const APART_MS = 60_000;
const DAY_MS = 86_400_000;

export interface ResendWish {
  readonly bookingId: string;
  /** Whose booking it must be. */
  readonly personKey: string;
  /** A delegate of theirs who asks. */
  readonly delegate?: Delegate;
  /** Staff who ask for it, and why: on record, whether a text is queued or is still on its way. */
  readonly staff?: { readonly actor: Actor; readonly reason: string };
}

const historySchema = z.object({
  now: z.date(),
  newest_at: z.date().nullable(),
  under_way: z.boolean(),
  resends_today: z.int(),
});

/**
 * Queues what the booking's newest message said once more, as the booking is now. While that message is still on its way
 * nothing is queued: it will come. Two calls at the same time count as one after the other.
 * @throws {Problem} `booking-unknown`; `resend-limit` with the seconds to wait: 3 a day and booking, a minute apart;
 * `consent-ended` for a delegate who may not (any more)
 */
export async function resendMessage({ prisma }: Store, wish: ResendWish): Promise<void> {
  const { bookingId, personKey, delegate, staff } = wish;
  if (!z.uuid().safeParse(bookingId).success) throw new Problem('booking-unknown');
  await prisma.$transaction(async (transaction) => {
    if (delegate) await holdConsent(transaction, personKey, delegate);
    const booked = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM booking WHERE id = ${bookingId}::uuid AND person_key = ${personKey} AND erased_at IS NULL
      FOR NO KEY UPDATE`;
    if (booked.length === 0) throw new Problem('booking-unknown');
    const history = await historyOf(transaction, bookingId);
    if (!history.under_way) {
      assertAllowed(history);
      await queueAgain(transaction, bookingId);
    }
    if (staff) await noteResend(transaction, bookingId, staff);
  });
}

async function noteResend(
  transaction: Prisma.TransactionClient,
  bookingId: string,
  { actor, reason }: NonNullable<ResendWish['staff']>,
): Promise<void> {
  const details = { reason, by: actor.kind };
  await transaction.auditEntry.create({
    data: { actor: actor.id, action: 'booking.resend', subject: bookingId, details },
  });
}

/** From here until the end of the transaction nobody ends the consent. */
async function holdConsent(
  transaction: Prisma.TransactionClient,
  ownerKey: string,
  { consentId, delegateKey }: Delegate,
): Promise<void> {
  const [row] = await transaction.$queryRaw<{ may: boolean }[]>`
    SELECT may_change_by(${consentId}::uuid, ${delegateKey}, ${ownerKey}) AS may`;
  if (row?.may !== true) throw new Problem('consent-ended');
}

async function historyOf(transaction: Prisma.TransactionClient, bookingId: string) {
  const [row] = await transaction.$queryRaw<unknown[]>`
    SELECT clock_timestamp() AS now, max(message.created_at) AS newest_at,
      coalesce(bool_or(message.state = 'queued' AND message.version = booking.version), false) AS under_way,
      (count(message.id) FILTER (WHERE resend > 0
        AND message.created_at >= date_trunc('day', now(), 'Asia/Seoul')))::int AS resends_today
    FROM booking LEFT JOIN message ON message.booking_id = booking.id
    WHERE booking.id = ${bookingId}::uuid`;
  return historySchema.parse(row);
}

function assertAllowed({ now, newest_at: newestAt, resends_today: resends }: z.infer<typeof historySchema>): void {
  const today = formatInSeoul(now, 'yyyy-MM-dd');
  const untilTomorrowMs = instantInSeoul(today, '00:00').getTime() + DAY_MS - now.getTime();
  const untilNextMs = (newestAt?.getTime() ?? 0) + APART_MS - now.getTime();
  const waitMs = resends >= MAX_RESENDS_A_DAY ? untilTomorrowMs : untilNextMs;
  if (waitMs > 0) throw new Problem('resend-limit', {}, Math.ceil(waitMs / 1_000));
}

/** The kind follows from what the booking is now: an offer that is over is not offered again. */
async function queueAgain(transaction: Prisma.TransactionClient, bookingId: string): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO message (booking_id, kind, version, resend, offer_id, sealed_contact, language)
    SELECT booking.id, now_is.kind, booking.version, count(earlier.id),
      CASE now_is.kind WHEN 'offer' THEN offer.id END, booking.sealed_contact, booking.language
    FROM booking
    LEFT JOIN offer ON offer.booking_id = booking.id AND offer.state = 'open'
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN booking.state = 'cancelled' THEN 'cancellation'
        WHEN booking.state = 'displaced' AND offer.id IS NOT NULL THEN 'offer'
        WHEN booking.state = 'displaced' THEN 'displacement'
        WHEN EXISTS (SELECT FROM message WHERE booking_id = booking.id AND version = booking.version AND kind = 'move') THEN 'move'
        ELSE 'confirmation'
      END::message_kind AS kind
    ) now_is
    LEFT JOIN message earlier
      ON earlier.booking_id = booking.id AND earlier.version = booking.version AND earlier.kind = now_is.kind
    WHERE booking.id = ${bookingId}::uuid
    GROUP BY booking.id, offer.id, now_is.kind`;
}
