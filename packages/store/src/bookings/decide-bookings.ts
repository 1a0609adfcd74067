import { randomUUID } from 'node:crypto';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { drawBookingNumber } from './booking-number.ts';
import { groupAnswerSchema, outcomesOf } from './group-answer.ts';

const rowsSchema = z.tuple([z.object({ answer: groupAnswerSchema })]);

/** Past Prisma, which would look at every value: prepared once per connection, answered in one JSON text. */
const STATEMENT = { name: 'book_group', text: 'SELECT book_group($1::jsonb) AS answer' };

/**
 * Decides booking requests, all in one transaction by the database function `book_group`, and returns the outcome of
 * each by request id. A request that was decided before keeps its outcome. When this rejects, nothing was decided, or
 * everything and the answer was lost: asking again tells.
 * A request whose outcome this release cannot read is missing: it is decided, but nobody may say how.
 */
export async function decideBookings(
  { pool }: Store,
  requests: readonly BookingRequest[],
): Promise<Map<string, BookingOutcome>> {
  if (requests.length === 0) return new Map();
  const byId = new Map(requests.map((request) => [request.requestId, request]));
  const asked = JSON.stringify(Array.from(byId.values(), groupRequest));
  const { rows } = await pool.query<z.input<typeof rowsSchema>[0]>({ ...STATEMENT, values: [asked] });
  const [{ answer }] = rowsSchema.parse(rows);
  return outcomesOf(answer, (requestId) => byId.get(requestId)?.windowId ?? '');
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
    phone_index: request.phoneIndex,
    language: request.language,
    received_at_ms: request.receivedAtMs,
    // Left out where they say nothing: hardly any request needs them, and each byte is read for each booking.
    consent_id: request.consentId ?? undefined,
    by_agent: request.byAgent || undefined,
    booking_id: randomUUID(),
    booking_number: drawBookingNumber(),
  };
}
