import type { BookedSlot, BookingReceipt, BookingRequestView, BookingView, RejectionCode } from '@sunbeon/core';
import { type Answer, type Refusal, retryDelayMs } from '../gate/ask.ts';

/**
 * One booking request from the press of the button to its outcome. The key stays the same through every retry and
 * reload, so that however often it is sent it books once.
 */
export type Submission =
  | { readonly phase: 'sending'; readonly key: string; readonly slots: readonly string[]; readonly tries: number }
  | {
      readonly phase: 'received';
      readonly key: string;
      readonly slots: readonly string[];
      readonly requestId: string;
      readonly tries: number;
    }
  | { readonly phase: 'confirmed'; readonly booking: BookingView; readonly secondDose?: BookingView }
  | { readonly phase: 'rejected'; readonly code: RejectionCode; readonly alternatives: readonly BookedSlot[] }
  /** The gate did not take the request, or does not answer for it any more; `title` and `detail` are its words. */
  | {
      readonly phase: 'refused';
      readonly code: string;
      readonly title: string;
      readonly detail: string;
      /** The gate had taken it, and does not tell us how it ended. */
      readonly wasReceived: boolean;
    };

/** A submission still under way, and what to do next in so many milliseconds. */
export interface Advance {
  readonly submission: Submission;
  /** `null` once nothing more is to be asked. */
  readonly waitMs: number | null;
}

type Sending = Extract<Submission, { phase: 'sending' }>;
type Received = Extract<Submission, { phase: 'received' }>;

const FIRST_ASK_MS = 250;
const LATEST_ASK_MS = 2_000;
/** After this many questions without an outcome (about 15 s) the request is sent again, in case its job was lost. */
const ASKS_BEFORE_SENDING_AGAIN = 12;

/** Whoever has pressed the button is waiting for the answer: without one the next attempt comes this soon. */
const LATEST_RETRY_MS = 5_000;

/** A fresh request for slots in order of preference; `key` is new for every different request. */
export function newSubmission(key: string, slots: readonly string[]): Submission {
  return { phase: 'sending', key, slots, tries: 0 };
}

/** After `POST /v1/bookings` was answered (or not). */
export function afterSending(sent: Sending, answer: Answer<BookingReceipt>, random: number): Advance {
  const { key, slots, tries } = sent;
  if (answer.ok) {
    const { requestId } = answer.body;
    return { submission: { phase: 'received', key, slots, requestId, tries: 0 }, waitMs: FIRST_ASK_MS };
  }
  const { refusal } = answer;
  if (!worthRepeating(refusal)) return { submission: refusedBy(refusal, false), waitMs: null };
  return { submission: { ...sent, tries: tries + 1 }, waitMs: retryMs(tries + 1, refusal, random) };
}

/** After `GET /v1/booking-requests/:id` was answered (or not). A request the gate does not know is sent again with its key. */
export function afterAsking(asked: Received, answer: Answer<BookingRequestView>, random: number): Advance {
  const { key, slots, tries } = asked;
  const again = { ...asked, tries: tries + 1 };
  if (!answer.ok) {
    const { refusal } = answer;
    if (refusal.code === 'request-unknown') return { submission: newSubmission(key, slots), waitMs: 0 };
    if (!worthRepeating(refusal)) return { submission: refusedBy(refusal, true), waitMs: null };
    return { submission: again, waitMs: retryMs(tries + 1, refusal, random) };
  }
  const { state, booking, secondDose, code, alternatives = [] } = answer.body;
  if (state === 'confirmed' && booking !== undefined) {
    const both = secondDose === undefined ? { booking } : { booking, secondDose };
    return { submission: { phase: 'confirmed', ...both }, waitMs: null };
  }
  if (state === 'rejected') {
    return { submission: { phase: 'rejected', code: code ?? 'request-malformed', alternatives }, waitMs: null };
  }
  if (again.tries >= ASKS_BEFORE_SENDING_AGAIN) return { submission: newSubmission(key, slots), waitMs: 0 };
  return { submission: again, waitMs: Math.min(FIRST_ASK_MS * 1.5 ** tries, LATEST_ASK_MS) };
}

function retryMs(attempt: number, { retryAfterMs }: Refusal, random: number): number {
  const ms = retryDelayMs(attempt, retryAfterMs, random);
  return retryAfterMs === null ? Math.min(ms, LATEST_RETRY_MS) : ms;
}

function worthRepeating({ status, code }: Refusal): boolean {
  return status === 0 || status === 429 || status >= 500 || code === 'request-in-flight';
}

function refusedBy({ code, title, detail }: Refusal, wasReceived: boolean): Submission {
  return { phase: 'refused', code, title, detail, wasReceived };
}
