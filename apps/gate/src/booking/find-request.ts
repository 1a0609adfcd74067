import type { BookingOutcome } from '@sunbeon/core';
import type { RequestBoard } from '@sunbeon/waiting-room';
import { askLine } from '../window/ask-line.ts';
import type { BookingQueue } from './booking-queue.ts';

interface Edge {
  readonly requests: Pick<RequestBoard, 'read'>;
  readonly queue: Pick<BookingQueue, 'holds'>;
}

/**
 * How far a person's booking request has come: its outcome, `received` while it is on its way, or `null` when nothing
 * is on its way any more and sending it again is the thing to do. Somebody else's request is `null` after the very same
 * questions as one that never was.
 */
export async function findRequest(
  { requests, queue }: Edge,
  requestId: string,
  personKey: string,
): Promise<BookingOutcome | 'received' | null> {
  const read = async () => {
    const posted = await requests.read(requestId);
    return posted?.personKey === personKey ? posted : null;
  };
  return askLine(async () => {
    const [posted, isQueued] = await Promise.all([read(), queue.holds(requestId)]);
    if (posted?.outcome) return posted.outcome;
    if (posted !== null && (isQueued || posted.isBeingTakenIn)) return 'received';
    // The worker publishes an outcome before its job ends: a job that ended just now has left one.
    const again = await read();
    return again?.outcome ?? null;
  });
}
