import {
  type AssistedAdmission,
  assistedAdmissionSchema,
  type BookingOutcome,
  bookingOutcomeSchema,
  bookingViewSchema,
  type Caller,
  type CallerTruth,
  callerTruthSchema,
  type Language,
  type StaffBookings,
  type StaffConsent,
  staffBookingsSchema,
  staffConsentSchema,
  staffConsentsSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { ask } from '../api/ask.ts';

/* What a call asks of the server. Answers about somebody are handed to whoever asked, and kept nowhere else. */

/** What somebody on the phone is found by. */
export type Wish =
  | { readonly by: 'person'; readonly caller: Caller }
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'phone'; readonly phone: string };

/** What there is to say; only who was found by all three is who they say they are. */
export type Found =
  | { readonly by: 'person'; readonly caller: Caller; readonly truth: CallerTruth }
  | { readonly by: 'number' | 'phone'; readonly bookings: StaffBookings['bookings'] };

export async function lookFor(wish: Wish, reason: string, signal: AbortSignal): Promise<Found> {
  if (wish.by === 'person') {
    const { caller } = wish;
    const question = { method: 'POST', body: { ...caller, reason }, signal } as const;
    return { by: 'person', caller, truth: await ask(callerTruthSchema, '/v1/staff/callers/find', question) };
  }
  const query = new URLSearchParams(wish.by === 'number' ? { number: wish.number } : { phone: wish.phone });
  query.set('reason', reason);
  const { bookings } = await ask(staffBookingsSchema, `/v1/staff/bookings?${query}`, { signal });
  return { by: wish.by, bookings };
}

const pathOf = (bookingId: string) => `/v1/staff/bookings/${encodeURIComponent(bookingId)}`;

export async function cancelBooking(id: string, reason: string, signal: AbortSignal): Promise<void> {
  await ask(bookingViewSchema, pathOf(id), { method: 'DELETE', body: { reason }, signal });
}

export async function moveBooking(id: string, slot: string, reason: string, signal: AbortSignal): Promise<void> {
  await ask(bookingViewSchema, `${pathOf(id)}/move`, { method: 'POST', body: { slot, reason }, signal });
}

export async function resendText(id: string, reason: string, signal: AbortSignal): Promise<void> {
  await ask(z.object({}), `${pathOf(id)}/resend`, { method: 'POST', body: { reason }, signal });
}

export async function answerOffer(id: string, accept: boolean, reason: string, signal: AbortSignal): Promise<void> {
  await ask(bookingViewSchema, `${pathOf(id)}/offer`, { method: 'POST', body: { accept, reason }, signal });
}

const ADMISSIONS = '/v1/staff/assisted/admissions';

export function takeSeat(
  wanted: { readonly window: string; readonly caller: Caller; readonly language: Language; readonly reason: string },
  signal: AbortSignal,
): Promise<AssistedAdmission> {
  return ask(assistedAdmissionSchema, ADMISSIONS, { method: 'POST', body: wanted, signal });
}

/** Gives a seat back, also while the page is being left. Whether it works or not: it ends by itself, too. */
export function giveBack(pass: string): void {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ pass });
  fetch(ADMISSIONS, { method: 'DELETE', headers, body, keepalive: true }).catch(() => null);
}

export function bookSlots(
  wanted: { readonly pass: string; readonly slots: readonly string[]; readonly reason: string },
  idempotencyKey: string,
  signal: AbortSignal,
): Promise<BookingOutcome> {
  const question = { method: 'POST', body: wanted, idempotencyKey, signal } as const;
  return ask(bookingOutcomeSchema, '/v1/staff/assisted/bookings', question);
}

/** The consent with a reference; `null` when there is none. */
export async function findConsent(
  reference: string,
  reason: string,
  signal: AbortSignal,
): Promise<StaffConsent | null> {
  const query = new URLSearchParams({ reference, reason });
  const { consents } = await ask(staffConsentsSchema, `/v1/staff/consents?${query}`, { signal });
  return consents[0] ?? null;
}

const consentPath = (id: string) => `/v1/staff/consents/${encodeURIComponent(id)}`;

export async function giveConsent(id: string, caller: Caller, reason: string, signal: AbortSignal): Promise<void> {
  await ask(staffConsentSchema, `${consentPath(id)}/give`, { method: 'POST', body: { caller, reason }, signal });
}

export async function endConsent(id: string, reason: string, signal: AbortSignal): Promise<void> {
  await ask(staffConsentSchema, consentPath(id), { method: 'DELETE', body: { reason }, signal });
}
