import { randomUUID } from 'node:crypto';
import {
  type BookedSlot,
  type BookingRequestView,
  type BookingView,
  bookingReceiptSchema,
  bookingRequestViewSchema,
  slotListSchema,
  windowStatusSchema,
} from '@sunbeon/core';
import { retryDelayMs, worthRepeating } from './browser.ts';
import { note, rest, told, type Visit } from './citizen.ts';
import type { ShownBooking } from './history.ts';

const MAX_CHOICES = 3;
/** As many want the earliest times, whatever else is free. */
const EARLY_BIRD_SHARE = 0.4;
const EARLY_TIMES = 4;
const NOTHING_FREE_PAUSE_MS = 1_500;
const FIRST_ASK_MS = 250;
const LATEST_ASK_MS = 2_000;
/** After so many questions without an outcome the request is sent again, in case its job was lost. */
const ASKS_BEFORE_SENDING_AGAIN = 12;

export interface BookingEnded {
  readonly ending: string;
  readonly booking: ShownBooking | null;
}

/** Chooses slots and asks for them, again with what is offered, until something is booked or nothing is left. */
export async function bookASlot(visit: Visit, pass: string): Promise<BookingEnded> {
  let offered: readonly BookedSlot[] = [];
  for (;;) {
    const slots = offered.length > 0 ? offered.map(({ id }) => id) : await chooseSlots(visit);
    if (slots.length === 0) {
      if (await isExhausted(visit)) return { ending: 'exhausted', booking: null };
      await rest(visit, NOTHING_FREE_PAUSE_MS);
      continue;
    }
    const { state, code, booking, alternatives = [] } = await seeThrough(visit, pass, slots);
    if (state === 'confirmed') return { ending: 'booked', booking: booking ? shown(booking) : null };
    if (code !== 'slot-full' && code !== 'slot-unknown') return { ending: code ?? 'no-code', booking: null };
    offered = alternatives;
  }
}

/** What somebody remembers of a booking they are shown. */
export function shown({ id, number, slotId, state }: BookingView): ShownBooking {
  return { id, number, slotId, state };
}

/** Up to three slots that were free a moment ago. */
export async function chooseSlots({ browser, night, chance }: Visit): Promise<string[]> {
  const answer = await browser.ask({ path: `/v1/slots?window=${night.windowId}`, schema: slotListSchema });
  const free = answer.ok ? answer.body.slots.filter((slot) => slot.free > 0).map(({ id }) => id) : [];
  const wanted = chance.happens(EARLY_BIRD_SHARE) ? free.slice(0, EARLY_TIMES) : free;
  const picks = Array.from({ length: MAX_CHOICES }, () => wanted[Math.floor(chance.between(0, wanted.length))]);
  return [...new Set(picks.filter((id) => id !== undefined))];
}

async function isExhausted({ browser, night }: Visit): Promise<boolean> {
  const answer = await browser.ask({ path: `/v1/windows/${night.windowId}/status`, schema: windowStatusSchema });
  return answer.ok && answer.body.state === 'exhausted';
}

type Outcome = Omit<Partial<BookingRequestView>, 'state' | 'code'> & {
  readonly state: 'confirmed' | 'rejected';
  readonly code?: string | undefined;
};

/** One request under one key, sent and asked about until there is an outcome: the booking page's rules. */
async function seeThrough(visit: Visit, pass: string, slots: readonly string[]): Promise<Outcome> {
  const key = randomUUID();
  for (;;) {
    const sent = await send(visit, pass, key, slots);
    if (sent.requestId === null) return { state: 'rejected', code: sent.code };
    const outcome = await askUntilLost(visit, pass, key, sent.requestId);
    if (outcome !== null) return outcome;
  }
}

type Sent = { readonly requestId: string } | { readonly requestId: null; readonly code: string };

async function send(visit: Visit, pass: string, key: string, slots: readonly string[]): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await visit.browser.ask({
      method: 'POST',
      path: '/v1/bookings',
      schema: bookingReceiptSchema,
      bearer: pass,
      idempotencyKey: key,
      body: { slots },
    });
    const requestId = answer.ok ? answer.body.requestId : null;
    note(visit, { what: 'book', ...told(answer), key, slots, requestId });
    if (answer.ok) return { requestId: answer.body.requestId };
    if (!worthRepeating(answer)) return { requestId: null, code: answer.code };
    await rest(visit, retryDelayMs(attempt, answer.retryAfterMs, visit.chance.between(0, 1)));
  }
}

/** `null` when the request has to be sent again: the edge does not know it, or it is taking too long. */
async function askUntilLost(visit: Visit, pass: string, key: string, requestId: string): Promise<Outcome | null> {
  await rest(visit, FIRST_ASK_MS);
  for (let asks = 1; ; asks += 1) {
    const answer = await ask(visit, pass, key, requestId);
    if (!answer.ok) {
      if (answer.code === 'request-unknown') return null;
      if (!worthRepeating(answer)) return { state: 'rejected', code: answer.code };
      await rest(visit, retryDelayMs(asks, answer.retryAfterMs, visit.chance.between(0, 1)));
      continue;
    }
    const { state } = answer.body;
    if (state !== 'received') return { ...answer.body, state };
    if (asks >= ASKS_BEFORE_SENDING_AGAIN) return null;
    await rest(visit, Math.min(FIRST_ASK_MS * 1.5 ** asks, LATEST_ASK_MS));
  }
}

/** By the pass; when it has ended, by the session. */
async function ask(visit: Visit, pass: string, key: string, requestId: string) {
  const question = { path: `/v1/booking-requests/${requestId}`, schema: bookingRequestViewSchema };
  let answer = await visit.browser.ask({ ...question, bearer: pass });
  if (!answer.ok && answer.status === 401) answer = await visit.browser.ask({ ...question, bearer: visit.session });
  const { state = null, code = null, booking = null } = answer.ok ? answer.body : {};
  note(visit, {
    what: 'outcome',
    ...told(answer),
    key,
    requestId,
    state,
    reason: code,
    booking: booking === null ? null : shown(booking),
  });
  return answer;
}
