import { type BookingRequest, Problem } from '@sunbeon/core';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';

/**
 * Takes a booking request in: remembered first, then queued. Resolves only when the request is in the queue, or has been
 * decided already. When something fails between the two steps the caller is told to come back, and sending the same
 * request again heals it: a request that is known but not decided is queued once more, which the queue ignores while
 * its job is there, and which cannot book twice when it is not.
 *
 * Rejects with `idempotency-key-reused` when the key came before with other content, `line-unavailable` when Redis is away.
 */
export async function acceptRequest(
  { requests, queue }: Pick<GateContext, 'requests' | 'queue'>,
  request: BookingRequest,
  fingerprint: string,
): Promise<void> {
  const { requestId, personKey } = request;
  await askLine(async () => {
    const { outcome } = await requests.receive(requestId, { fingerprint, personKey });
    if (outcome === 'reused') throw new Problem('idempotency-key-reused');
    const isDecided = outcome === 'known' && (await requests.read(requestId))?.outcome != null;
    if (!isDecided) await queue.add(request);
  });
}
