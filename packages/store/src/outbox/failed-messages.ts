import { z } from 'zod';
import type { Store } from '../store.ts';
import { messageKinds } from './message-kind.ts';

/** Most that one call shows or puts back. */
export const MAX_FAILED_MESSAGES = 1_000;

const failedMessageSchema = z
  .object({
    id: z.bigint().transform(String),
    booking_id: z.string().nullable(),
    consent_id: z.string().nullable(),
    number: z.string().nullable(),
    kind: z.enum(messageKinds),
    version: z.int(),
    resend: z.int(),
    attempts: z.int(),
    carrier: z.string().nullable(),
    last_error: z.string().nullable(),
    failed_at: z.date().transform((date) => date.toISOString()),
  })
  .transform(
    ({
      booking_id: bookingId,
      consent_id: consentId,
      number: bookingNumber,
      last_error: error,
      failed_at: failedAt,
      ...message
    }) => ({
      ...message,
      bookingId,
      consentId,
      bookingNumber,
      error,
      failedAt,
    }),
  );

/** A message that was given up, or that the phone never got. Nothing personal. `failedAt` is ISO 8601. */
export type FailedMessage = z.infer<typeof failedMessageSchema>;

/** The dead letters, newest first: at most `limit`, and never more than {@link MAX_FAILED_MESSAGES}. */
export async function failedMessages({ prisma }: Store, limit: number): Promise<FailedMessage[]> {
  const rows = await prisma.$queryRaw`
    SELECT message.id, booking_id, message.consent_id, booking.number, kind::text, message.version, resend, attempts,
      carrier, last_error,
      coalesce(settled_at, message.created_at) AS failed_at
    FROM message LEFT JOIN booking ON booking.id = message.booking_id
    WHERE message.state = 'failed'
    ORDER BY message.id DESC
    LIMIT ${Math.min(limit, MAX_FAILED_MESSAGES)}`;
  return z.array(failedMessageSchema).parse(rows);
}
