import { type BookingOutcome, type BookingRequest, type RejectionCode, settlesPlace } from '@sunbeon/core';
import type { WorkerContext } from '../context.ts';

/** A request and how it ended. */
export interface Decided {
  readonly request: Pick<BookingRequest, 'requestId' | 'windowId' | 'number'>;
  readonly outcome: BookingOutcome;
}

/** No other slot helps whoever is refused for one of these: the seat is for the next, and the number stays called. */
const MAY_NOT_BOOK: ReadonlySet<RejectionCode> = new Set(['consent-ended', 'not-on-roll']);

/**
 * Shows what was committed: the outcomes at the edge, and free seats in the waiting room once people need them no more.
 * Only ever called after the commit; doing it twice changes nothing.
 */
export async function announceOutcomes(
  { requests, room, metrics }: WorkerContext,
  decided: readonly Decided[],
): Promise<void> {
  const endings = new Map<string, number>();
  const settled = new Map<string, number[]>();
  for (const { request, outcome } of decided) {
    const ending = outcome.state === 'confirmed' ? 'confirmed' : outcome.code;
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (!settlesPlace(outcome)) continue;
    const together = settled.get(request.windowId);
    if (together) together.push(request.number);
    else settled.set(request.windowId, [request.number]);
  }
  await requests.publishMany(
    decided.map(({ request: { requestId, windowId }, outcome }) => ({ requestId, windowId, outcome })),
  );
  await Promise.all([...settled].map(([windowId, numbers]) => room.finishMany(windowId, numbers)));
  const unseated = decided.filter(({ outcome }) => outcome.state === 'rejected' && MAY_NOT_BOOK.has(outcome.code));
  await Promise.all(unseated.map(({ request: { windowId, number } }) => room.release(windowId, number)));
  for (const [outcome, count] of endings) metrics.decided.inc({ outcome }, count);
}
