import { randomUUID } from 'node:crypto';
import {
  type BookingOutcome,
  type BookingRequest,
  bookedSlotSchema,
  bookingStates,
  rejectionCodes,
} from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { drawBookingNumber } from './booking-number.ts';

const instant = z.date().transform((date) => date.toISOString());

const decidedRowSchema = z.discriminatedUnion('state', [
  z.object({
    request_id: z.string(),
    state: z.literal('confirmed'),
    booking_id: z.string(),
    booking_number: z.string(),
    booking_state: z.enum(bookingStates),
    booked_at: instant,
    window_id: z.string(),
    slot_id: z.bigint().transform(String),
    site_name: z.string(),
    municipality: z.string(),
    starts_at: instant,
    product: z.string(),
  }),
  z.object({
    request_id: z.string(),
    state: z.literal('rejected'),
    code: z.enum(rejectionCodes),
    alternatives: z.array(
      bookedSlotSchema.extend({ startsAt: z.string().transform((text) => new Date(text).toISOString()) }),
    ),
  }),
]);
type DecidedRow = z.infer<typeof decidedRowSchema>;

/**
 * Decides booking requests, all in one transaction by the database function `book_group`, and returns the outcome of
 * each by request id. A request that was decided before keeps its outcome. When this rejects, nothing was decided.
 * A request whose outcome this release cannot read is missing: it is decided, but nobody may say how.
 */
export async function decideBookings(
  { prisma }: Store,
  requests: readonly BookingRequest[],
): Promise<Map<string, BookingOutcome>> {
  const asked = JSON.stringify(requests.map(groupRequest));
  const rows = await prisma.$queryRaw`SELECT * FROM book_group(${asked}::jsonb)`;
  const decided = z
    .array(z.unknown())
    .parse(rows)
    .map((row) => decidedRowSchema.safeParse(row));
  return new Map(decided.flatMap(({ data: row }) => (row ? [[row.request_id, outcomeOf(row)] as const] : [])));
}

/** A request as `book_group` takes it, with the id and the number its booking would get. */
function groupRequest(request: BookingRequest) {
  return {
    request_id: request.requestId,
    window_id: request.windowId,
    person_key: request.personKey,
    number: request.number,
    choices: request.choices,
    sealed_contact: request.sealedContact,
    language: request.language,
    received_at_ms: request.receivedAtMs,
    booking_id: randomUUID(),
    booking_number: drawBookingNumber(),
  };
}

function outcomeOf(row: DecidedRow): BookingOutcome {
  if (row.state === 'rejected') return { state: 'rejected', code: row.code, alternatives: row.alternatives };
  return {
    state: 'confirmed',
    booking: {
      id: row.booking_id,
      number: row.booking_number,
      windowId: row.window_id,
      state: row.booking_state,
      dose: 1,
      bookedAt: row.booked_at,
      slotId: row.slot_id,
      siteName: row.site_name,
      municipality: row.municipality,
      startsAt: row.starts_at,
      product: row.product,
    },
  };
}
