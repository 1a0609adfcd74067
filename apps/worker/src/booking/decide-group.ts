import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { decideBookings, isPassing, setAside } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const POISONED: BookingOutcome = { state: 'rejected', code: 'request-malformed', alternatives: [] };

/**
 * Decides a group of requests, in one transaction when nothing is wrong with any of them. A request that the database
 * cannot take is found by halving, set aside and answered, and its neighbours are decided all the same. A passing
 * failure (a lost connection, a deadlock) rejects: the queue brings every request of the group again.
 */
export async function decideGroup(
  context: WorkerContext,
  requests: readonly BookingRequest[],
): Promise<readonly BookingOutcome[]> {
  try {
    const stopTimer = context.metrics.commitSeconds.startTimer();
    const outcomes = await decideBookings(context.store, requests);
    stopTimer();
    context.metrics.groupSize.observe(requests.length);
    return requests.map(({ requestId }) => outcomes.get(requestId) ?? POISONED);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (requests.length > 1) return decideHalves(context, requests);
    return [await isolate(context, requests[0], error)];
  }
}

async function decideHalves(
  context: WorkerContext,
  requests: readonly BookingRequest[],
): Promise<readonly BookingOutcome[]> {
  const half = Math.ceil(requests.length / 2);
  const first = await decideGroup(context, requests.slice(0, half));
  return [...first, ...(await decideGroup(context, requests.slice(half)))];
}

async function isolate(
  { store, metrics, logger }: WorkerContext,
  request: BookingRequest | undefined,
  error: unknown,
): Promise<BookingOutcome> {
  const reason = error instanceof Error ? error.message : String(error);
  logger.error({ requestId: request?.requestId, reason }, 'a booking request was set aside');
  metrics.setAside.inc();
  await setAside(store, { jobId: request?.requestId ?? '', reason, payload: request });
  return POISONED;
}
