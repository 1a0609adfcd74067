import type { BookingReceipt, BookingRequestView } from '@sunbeon/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { ask } from '../gate/ask.ts';
import { type Advance, afterAsking, afterSending, type Submission } from './submission.ts';

/**
 * Carries a submission through to its outcome: sends it, asks how it ended, sends it again where the gate does not know
 * it. Takes up where it was after a reload.
 */
export function useSubmission(
  submission: Submission | null,
  pass: string,
  onAdvance: (next: Submission) => void,
): void {
  const waitMs = useRef(0);
  const step = useEffectEvent(async (current: Submission | null, signal: AbortSignal) => {
    const advance = await advanceOf(current, pass);
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

async function advanceOf(submission: Submission | null, pass: string): Promise<Advance | null> {
  if (submission?.phase === 'sending') {
    const { key, slots } = submission;
    const answer = await ask<BookingReceipt>('/v1/bookings', {
      method: 'POST',
      bearer: pass,
      idempotencyKey: key,
      body: { slots },
    });
    return afterSending(submission, answer, Math.random());
  }
  if (submission?.phase === 'received') {
    const path = `/v1/booking-requests/${encodeURIComponent(submission.requestId)}`;
    const byPass = await ask<BookingRequestView>(path, { bearer: pass });
    // The pass ends sooner than the session; either may ask for the outcome.
    const answer = !byPass.ok && byPass.refusal.status === 401 ? await ask<BookingRequestView>(path) : byPass;
    return afterAsking(submission, answer, Math.random());
  }
  return null;
}
