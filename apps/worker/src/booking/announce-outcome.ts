import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import type { WorkerContext } from '../context.ts';

/**
 * Shows what was committed: the outcome at the edge, and a free seat in the waiting room once the person needs it no
 * more. Only ever called after the commit; doing it twice changes nothing.
 */
export async function announceOutcome(
  { requests, room, metrics }: WorkerContext,
  { requestId, windowId, number }: Pick<BookingRequest, 'requestId' | 'windowId' | 'number'>,
  outcome: BookingOutcome,
): Promise<void> {
  metrics.decided.inc({ outcome: outcome.state === 'confirmed' ? 'confirmed' : outcome.code });
  await requests.publish(requestId, outcome);
  if (isSettled(outcome)) await room.finish(windowId, number);
}

/** Whoever has a booking is done; whoever was refused may try other slots for as long as the pass lasts. */
function isSettled(outcome: BookingOutcome): boolean {
  return outcome.state === 'confirmed' || outcome.code === 'already-booked';
}
