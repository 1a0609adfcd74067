import type { BookingReceipt, BookingRequestView, MyBookings } from '@sunbeon/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { type Answer, ask } from '../gate/ask.ts';
import { myBookingsAddress } from '../gate/my-bookings.ts';
import { type Advance, afterAsking, afterSending, type Submission } from './submission.ts';

/** Who asks: the pass, and the consent by which somebody books for another. */
export interface Asker {
  readonly pass: string;
  readonly windowId: string;
  readonly consentId: string | null;
}

/**
 * Carries a submission through to its outcome: sends it, asks how it ended, sends it again where the gate does not know
 * it. Takes up where it was after a reload.
 */
export function useSubmission(
  submission: Submission | null,
  { pass, windowId, consentId }: Asker,
  onAdvance: (next: Submission) => void,
): void {
  const waitMs = useRef(0);
  const step = useEffectEvent(async (current: Submission | null, signal: AbortSignal) => {
    const advance = await advanceOf(current, { pass, windowId, consentId });
    if (advance === null || signal.aborted) return;
    waitMs.current = advance.waitMs ?? 0;
    onAdvance(advance.submission);
  });
  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(() => void step(submission, left.signal), waitMs.current);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [submission]);
}

async function advanceOf(submission: Submission | null, asker: Asker): Promise<Advance | null> {
  if (submission?.phase === 'sending') {
    const { key, slots } = submission;
    const answer = await ask<BookingReceipt>('/v1/bookings', {
      method: 'POST',
      bearer: asker.pass,
      idempotencyKey: key,
      body: { slots },
    });
    return afterSending(submission, answer, Math.random());
  }
  if (submission?.phase === 'received') {
    const answer = await outcomeOf(submission.requestId, asker);
    return afterAsking(submission, answer, Math.random());
  }
  return null;
}

/** By the pass; it ends sooner than the session, and then either the session or the list of bookings tells. */
async function outcomeOf(requestId: string, asker: Asker): Promise<Answer<BookingRequestView>> {
  const path = `/v1/booking-requests/${encodeURIComponent(requestId)}`;
  const answer = await ask<BookingRequestView>(path, { bearer: asker.pass });
  if (answer.ok || answer.refusal.status !== 401) return answer;
  return asker.consentId === null
    ? ask<BookingRequestView>(path)
    : bookedFor(requestId, asker.consentId, asker.windowId);
}

/** A request for a beneficiary is not the delegate's own: what they may see is whether there is a booking. */
async function bookedFor(requestId: string, consentId: string, windowId: string): Promise<Answer<BookingRequestView>> {
  const answer = await ask<MyBookings>(myBookingsAddress(consentId));
  if (!answer.ok) return answer;
  const live = answer.body.bookings.filter((booking) => booking.windowId === windowId && booking.state !== 'cancelled');
  const [booking, secondDose] = [live.find(({ dose }) => dose === 1), live.find(({ dose }) => dose === 2)];
  if (booking === undefined) return { ok: true, body: { requestId, state: 'received' } };
  return {
    ok: true,
    body: { requestId, state: 'confirmed', booking, ...(secondDose === undefined ? {} : { secondDose }) },
  };
}
