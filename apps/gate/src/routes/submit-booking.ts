import {
  type BookingReceipt,
  idempotencyKeySchema,
  koreanMobile,
  Problem,
  submitBookingBodySchema,
} from '@sunbeon/core';
import { blindIndexOf, fingerprintOf, openContact, type Pass, requestIdOf, sealContact } from '@sunbeon/crypto';
import type { Request, RequestHandler } from 'express';
import { acceptRequest } from '../booking/accept-request.ts';
import type { GateContext } from '../context.ts';
import { passOf } from '../http/credentials.ts';
import { allWindows } from '../window/find-window.ts';

/** `POST /v1/bookings`: takes a booking request in. 202 means that it is in the queue, never that it is booked. */
export const submitBooking =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const pass = passOf(context, req);
    context.limits.count('submit', pass.personKey);
    const requestId = requestIdOf(pass.personKey, pass.windowId, idempotencyKeyOf(req));
    const { slots, contact } = submitBookingBodySchema.parse(req.body);
    const phone = contact === undefined ? null : mobileOf(contact.phone);
    const phoneIndex = phone === null ? null : blindIndexOf(context.config.keys.person, phone);
    const request = {
      requestId,
      windowId: pass.windowId,
      personKey: pass.personKey,
      number: pass.number,
      choices: slots,
      sealedContact: phone === null ? pass.sealedContact : await sealedAnew(context, pass, phone),
      phoneIndex,
      language: pass.language,
      receivedAtMs: Date.now(),
    };
    await acceptRequest(context, request, fingerprintOf({ slots, phoneIndex }));
    const { byId } = await allWindows(context);
    const window = byId.get(pass.windowId);
    if (window) context.subHuman.note(pass, window, request.receivedAtMs);
    const receipt: BookingReceipt = { requestId, state: 'received' };
    res
      .status(202)
      .set({ 'Cache-Control': 'no-store', Location: `/v1/booking-requests/${requestId}` })
      .json(receipt);
  };

/** The key as the client chose it, with or without the quotes that the draft asks for. */
function idempotencyKeyOf(req: Request): string {
  const header = req.get('Idempotency-Key');
  if (header === undefined) throw new Problem('idempotency-key-missing');
  const key = idempotencyKeySchema.safeParse(header.trim());
  if (key.success) return key.data.replaceAll('"', '');
  throw invalid('Idempotency-Key', '1–64 visible ASCII characters');
}

function mobileOf(written: string): string {
  const phone = koreanMobile(written);
  if (phone === null) throw invalid('contact.phone', 'a Korean mobile number');
  return phone;
}

/** The person's own name with another phone, sealed for the same person. */
async function sealedAnew({ config }: GateContext, pass: Pass, phone: string): Promise<string> {
  const { name } = await openContact(config.keys.sealing, pass.sealedContact, pass.personKey);
  return sealContact(config.keys.sealing, { name, phone }, pass.personKey);
}

function invalid(field: string, message: string): Problem {
  return new Problem('invalid-request', { errors: [{ field, message }] });
}
