import { type BookingReceipt, Problem, submitBookingBodySchema } from '@sunbeon/core';
import { fingerprintOf, requestIdOf } from '@sunbeon/crypto';
import { countedAs, requireConsent } from '../acting/holder-of.ts';
import { acceptRequest } from '../booking/accept-request.ts';
import { contactFor } from '../booking/contact-for.ts';
import { idempotencyKeyOf } from '../booking/idempotency-key.ts';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { passOf } from '../http/credentials.ts';
import { findWindow } from '../window/find-window.ts';

/**
 * `POST /v1/bookings`: takes a booking request in. 202 means that it is in the queue, never that it is booked. A key
 * belongs to a person and a window, and the answer to it is the same bytes each time.
 */
export const submitBooking =
  (context: GateContext): HotHandler =>
  async ({ headers, body }) => {
    const pass = passOf(context, { headers });
    const { windowId, personKey, number, language, consentId } = pass;
    context.limits.count('submit', countedAs(pass));
    await requireConsent(context, pass);
    const requestId = requestIdOf(personKey, windowId, idempotencyKeyOf({ headers }));
    const { slots, contact } = submitBookingBodySchema.parse(body);
    if (consentId !== null && contact !== undefined) throw new Problem('contact-not-yours');
    const { sealedContact, phoneIndex, givenPhoneIndex } = await contactFor(context, pass, contact?.phone);
    const receivedAtMs = Date.now();
    const asked = { requestId, windowId, personKey, number, choices: slots };
    const { isFirst } = await acceptRequest(
      context,
      { ...asked, ...(consentId === null ? {} : { consentId }), sealedContact, phoneIndex, language, receivedAtMs },
      fingerprintOf({ slots, phoneIndex: givenPhoneIndex }),
    );
    if (isFirst) {
      const step = { name: 'take in', requestId, startedMs: receivedAtMs, endedMs: Date.now() };
      context.traces.began({ ...step, facts: { 'sunbeon.window': windowId } });
    }
    // It is in the queue: that is the answer, whatever else cannot be found out.
    const window = await findWindow(context, windowId).catch(() => null);
    if (window) context.subHuman.note(pass, window, receivedAtMs);
    const receipt: BookingReceipt = { requestId, state: 'received' };
    return ownJson(202, receipt, ['Location', `/v1/booking-requests/${requestId}`]);
  };
