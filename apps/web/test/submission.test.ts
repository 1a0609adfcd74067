import { expect, test } from '@jest/globals';
import type { BookingRequestView } from '@sunbeon/core';
import { afterAsking, afterSending, newSubmission } from '../src/booking/submission.ts';
import type { Answer, Refusal } from '../src/gate/ask.ts';

const sent = { phase: 'sending', key: 'k1', slots: ['7', '8'], tries: 0 } as const;
const asked = { phase: 'received', key: 'k1', slots: ['7', '8'], requestId: 'r-1', tries: 0 } as const;

function refused(code: Refusal['code'], status: number, retryAfterMs: number | null = null): Answer<never> {
  return { ok: false, refusal: { code, status, title: 'title', detail: 'detail', facts: {}, retryAfterMs } };
}

function answered(view: Omit<BookingRequestView, 'requestId'>): Answer<BookingRequestView> {
  return { ok: true, body: { requestId: 'r-1', ...view } };
}

test('received is not booked: it is asked about', () => {
  const advance = afterSending(sent, { ok: true, body: { requestId: 'r-1', state: 'received' } }, 0);
  expect(advance).toEqual({ submission: asked, waitMs: 250 });
});

test.each([
  ['no connection', refused('unreachable', 0)],
  ['a gate that restarts', refused('unreachable', 502)],
  ['a line that is away', refused('line-unavailable', 503)],
  ['too many requests', refused('too-many-requests', 429)],
  ['the same request in flight', refused('request-in-flight', 409)],
])('%s: sent again later with the same key', (_name, answer) => {
  const { submission, waitMs } = afterSending(sent, answer, 0);
  expect(submission).toEqual({ ...sent, tries: 1 });
  expect(waitMs).toBe(1_000);
});

test('without a connection the next attempt is never far, and an answer that says when is obeyed', () => {
  const [late, away] = [{ ...sent, tries: 9 }, refused('unreachable', 0)];
  expect(afterSending(late, away, 0.9).waitMs).toBe(5_000);
  expect(afterSending(late, refused('overloaded', 503, 12_000), 0).waitMs).toBe(12_000);
});

test('an ended pass is told, and nothing is sent again', () => {
  expect(afterSending(sent, refused('pass-invalid', 401), 0)).toEqual({
    submission: { phase: 'refused', code: 'pass-invalid', title: 'title', detail: 'detail', wasReceived: false },
    waitMs: null,
  });
});

test('once it was received, an end of the session never reads as “not booked”', () => {
  expect(afterAsking(asked, refused('login-required', 401), 0).submission).toMatchObject({ wasReceived: true });
});

test('a request the gate does not know is sent again at once with the same key', () => {
  expect(afterAsking(asked, refused('request-unknown', 404), 0)).toEqual({
    submission: newSubmission('k1', ['7', '8']),
    waitMs: 0,
  });
});

test('a request without an outcome for long is sent again with the same key', () => {
  const { submission } = afterAsking({ ...asked, tries: 11 }, answered({ state: 'received' }), 0);
  expect(submission).toEqual(newSubmission('k1', ['7', '8']));
});

test('while it is undecided the questions become rarer', () => {
  const waits = [0, 1, 4, 9].map(
    (tries) => afterAsking({ ...asked, tries }, answered({ state: 'received' }), 0).waitMs,
  );
  expect(waits).toEqual([250, 375, 1_265.625, 2_000]);
});

test('only a confirmation with its booking reads as booked', () => {
  expect(afterAsking(asked, answered({ state: 'confirmed' }), 0).submission.phase).toBe('received');
});

test('a confirmation of two doses carries both', () => {
  const booking = {
    id: 'b-1',
    slotId: '7',
    number: 'K7QM-3X9T-2PAD',
    windowId: 'w-1',
    state: 'confirmed' as const,
    dose: 1 as const,
    bookedAt: '2021-07-19T11:00:00.000Z',
    siteName: '종로내과',
    municipality: '종로구',
    startsAt: '2021-08-16T00:00:00.000Z',
    product: 'mRNA',
  };
  const secondDose = { ...booking, id: 'b-2', dose: 2 as const };
  const both = { booking, secondDose };
  expect(afterAsking(asked, answered({ state: 'confirmed', ...both }), 0).submission).toEqual({
    phase: 'confirmed',
    ...both,
  });
  expect(afterAsking(asked, answered({ state: 'confirmed', booking }), 0).submission).not.toHaveProperty('secondDose');
});

test('a rejection carries its reason and what is near', () => {
  const near = { id: '9', siteName: 's', municipality: 'm', startsAt: '2021-08-16T00:00:00Z', product: 'p' };
  const { submission, waitMs } = afterAsking(
    asked,
    answered({ state: 'rejected', code: 'slot-full', alternatives: [near] }),
    0,
  );
  expect(submission).toEqual({ phase: 'rejected', code: 'slot-full', alternatives: [near] });
  expect(waitMs).toBeNull();
});
