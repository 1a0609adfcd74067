import { type BookingRequest, Problem } from '@sunbeon/core';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';

type Edge = Pick<GateContext, 'requests' | 'queue'>;

/** Seconds after which a request that is being taken in elsewhere has been taken in. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Takes a booking request in: remembered first, then queued. Resolves only when the request is in the queue, or has been
 * decided already. When something fails between the two steps the caller is told to come back, and sending the same
 * request again heals it: a request that is known but not decided is queued once more, which the queue ignores while
 * its job is there, and which cannot book twice when it is not.
 *
 * Whether it was this call that took it in, and no other before.
 * Rejects with `idempotency-key-reused` when the key came before with other content, `request-in-flight` while the same
 * request is between the two steps elsewhere, `line-unavailable` when Redis is away.
 */
export async function acceptRequest(
  { requests, queue }: Edge,
  request: BookingRequest,
  fingerprint: string,
): Promise<{ readonly isFirst: boolean }> {
  const { requestId, personKey } = request;
  return askLine(async () => {
    const { outcome } = await requests.receive(requestId, { fingerprint, personKey });
    switch (outcome) {
      case 'reused':
        throw new Problem('idempotency-key-reused');
      case 'in-flight':
        throw new Problem('request-in-flight', {}, RETRY_AFTER_SECONDS);
      case 'decided':
        return { isFirst: false };
      case 'known':
        await queue.add(request);
        return { isFirst: false };
      case 'received':
        await takeIn(queue, requests, request);
        return { isFirst: true };
      default:
        return outcome satisfies never;
    }
  });
}

async function takeIn(queue: Edge['queue'], requests: Edge['requests'], request: BookingRequest): Promise<void> {
  try {
    await queue.add(request);
  } finally {
    // Should the board not hear that this is over, it finds so itself after a few seconds.
    await requests.takenIn(request.requestId).catch(() => null);
  }
}
