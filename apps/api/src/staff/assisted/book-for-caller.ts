import {
  assistedBookingBodySchema,
  type BookingOutcome,
  type BookingRequest,
  bookingRequestSchema,
  idempotencyKeySchema,
  Problem,
  settlesPlace,
} from '@sunbeon/core';
import { type AssistedPass, fingerprintOf, requestIdOf } from '@sunbeon/crypto';
import { decideBookings, noteAudit } from '@sunbeon/store';
import type { Request, RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf, staffOf } from '../staff-of.ts';
import { askLine } from './ask-line.ts';
import { assistedPassOf, seatOf } from './pass-of.ts';

const RETRY_AFTER_SECONDS = 1;
/** In a structured field's string (RFC 9651) a quote or a backslash stands behind a backslash. */
const ESCAPED = /\\(["\\])/g;

/**
 * `POST /v1/staff/assisted/bookings`: books for a caller, and answers with what Postgres has committed. The same key with
 * the same slots gives the same answer, however often it is sent. Afterwards the person's own page says the same.
 */
export const bookForCaller =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { pass: text, slots, reason } = assistedBookingBodySchema.parse(req.body);
    const pass = assistedPassOf(context, req, text);
    const request = requestOf(pass, slots, `${staffOf(req).id}\n${keyOf(req)}`);
    await receive(context, request, pass);
    const outcome = await decide(context, request, reason, req);
    await show(context, request, pass, outcome);
    res.set('Cache-Control', 'no-store').json(outcome);
  };

function keyOf(req: Request): string {
  const header = req.headers['idempotency-key'];
  if (header === undefined) throw new Problem('idempotency-key-missing');
  const { data: key } = idempotencyKeySchema.safeParse(String(header).trim());
  if (key !== undefined) return key.startsWith('"') ? key.slice(1, -1).replaceAll(ESCAPED, '$1') : key;
  const errors = [{ field: 'Idempotency-Key', message: '1–64 visible ASCII characters, in double quotes or bare' }];
  throw new Problem('invalid-request', { errors });
}

function requestOf(pass: AssistedPass, choices: readonly string[], key: string): BookingRequest {
  const { windowId, personKey, number, sealedContact, phoneIndex, language } = pass;
  return bookingRequestSchema.parse({
    requestId: requestIdOf(personKey, windowId, key),
    windowId,
    personKey,
    number,
    choices,
    sealedContact,
    phoneIndex,
    language,
    receivedAtMs: Date.now(),
    byAgent: true,
  });
}

/**
 * Notes the request at the edge, as the gate does. One that was decided before needs no seat any more: it is answered again.
 * @throws {Problem} `pass-invalid` when the seat is not held any more; `idempotency-key-reused`; `request-in-flight`
 */
async function receive(
  { requests, agentSeats }: ApiContext,
  request: BookingRequest,
  pass: AssistedPass,
): Promise<void> {
  const { requestId, windowId, personKey, choices } = request;
  await askLine(async () => {
    // The outcome is shown before the seat is given back.
    const mayAsk = (await agentSeats.holds(windowId, seatOf(pass))) || (await requests.read(requestId))?.outcome;
    if (!mayAsk) throw new Problem('pass-invalid');
    const { outcome } = await requests.receive(requestId, { fingerprint: fingerprintOf({ choices }), personKey });
    if (outcome === 'reused') throw new Problem('idempotency-key-reused');
    if (outcome === 'in-flight') throw new Problem('request-in-flight', {}, RETRY_AFTER_SECONDS);
  });
}

async function decide(
  { store, assistedStore, requests }: ApiContext,
  request: BookingRequest,
  reason: string,
  req: Request,
): Promise<BookingOutcome> {
  const { requestId, windowId, choices } = request;
  try {
    // Before it is decided: whatever ends this process, the trail says who asked for it and why.
    const details = { reason, window: windowId, slots: choices };
    await noteAudit(store, { actor: actorOf(req), action: 'assisted.book', subject: requestId, details });
    const outcome = (await decideBookings(assistedStore, [request])).get(requestId);
    if (outcome === undefined) throw new Problem('internal-error');
    return outcome;
  } finally {
    await requests.takenIn(requestId).catch(() => null);
  }
}

/**
 * Shows what was committed, as the worker does: the outcome at the edge, the place as done with, the seat as free. Should
 * Redis be away, the booking stands all the same, and the worker shows it as soon as it finds it.
 */
async function show(
  { requests, room, agentSeats, logger }: ApiContext,
  { requestId, windowId, number }: BookingRequest,
  pass: AssistedPass,
  outcome: BookingOutcome,
): Promise<void> {
  try {
    await requests.publish({ requestId, windowId, outcome });
    if (!settlesPlace(outcome)) return;
    await room.finish(windowId, number);
    await agentSeats.release(windowId, seatOf(pass));
  } catch (error) {
    logger.warn({ err: error, requestId }, "an agent's booking is not shown yet");
  }
}
