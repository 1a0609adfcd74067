import type { BookingReceipt, BookingRequestView } from '@sunbeon/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { type Answer, ask } from '../gate/ask.ts';
import { type Advance, afterAsking, afterSending, type Submission } from './submission.ts';

/** Who asks: the pass, and the consent by which somebody books for another. */
export interface Asker {
  readonly pass: string;
  readonly consentId: string | null;
}

/**
 * Carries a submission through to its outcome: sends it, asks how it ended, sends it again where the gate does not know
 * it. Takes up where it was after a reload.
 */
export function useSubmission(
  submission: Submission | null,
  { pass, consentId }: Asker,
  onAdvance: (next: Submission) => void,
): void {
  const waitMs = useRef(0);
  const step = useEffectEvent(async (current: Submission | null, signal: AbortSignal) => {
    const advance = await advanceOf(current, { pass, consentId });
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

/** By the pass; it ends sooner than the session, which may ask as well: a delegate's by the consent. */
async function outcomeOf(requestId: string, { pass, consentId }: Asker): Promise<Answer<BookingRequestView>> {
  const path = `/v1/booking-requests/${encodeURIComponent(requestId)}`;
  const answer = await ask<BookingRequestView>(path, { bearer: pass });
  if (answer.ok || answer.refusal.status !== 401) return answer;
  return ask<BookingRequestView>(consentId === null ? path : `${path}?for=${encodeURIComponent(consentId)}`);
}
