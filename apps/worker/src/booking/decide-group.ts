import { setTimeout as delay } from 'node:timers/promises';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { decideBookings, isPassing, setAside } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const POISONED: BookingOutcome = { state: 'rejected', code: 'request-malformed', alternatives: [] };
/** Pause before a group is tried again: doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Decides a group of requests, in one transaction when nothing is wrong with any of them. A request that the database
 * cannot take is found by halving, set aside and answered, and its neighbours are decided all the same. What passes (a
 * lost connection, a deadlock, Postgres being away) is waited out, until `stopping` aborts: then it rejects, and the
 * queue brings every request of the group again. `null` is a request that was decided in a way this release cannot read:
 * it must not be answered with a guess.
 */
export async function decideGroup(
  context: WorkerContext,
  requests: readonly BookingRequest[],
  stopping: AbortSignal,
): Promise<readonly (BookingOutcome | null)[]> {
  try {
    const outcomes = await context.backlog.timed(() => waitingOut(context, stopping, () => commit(context, requests)));
    return requests.map(({ requestId }) => outcomes.get(requestId) ?? null);
  } catch (error) {
    if (isPassing(error)) throw error;
    if (requests.length > 1) return decideHalves(context, requests, stopping);
    return [await isolate(context, requests[0], error, stopping)];
  }
}

async function commit(
  { store, metrics }: WorkerContext,
  requests: readonly BookingRequest[],
): Promise<Map<string, BookingOutcome>> {
  const stopTimer = metrics.commitSeconds.startTimer();
  const outcomes = await decideBookings(store, requests);
  stopTimer();
  metrics.groupSize.observe(requests.length);
  return outcomes;
}

/** Tries again for as long as the failure is one that passes. */
async function waitingOut<Result>(
  { logger }: WorkerContext,
  stopping: AbortSignal,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (stopping.aborted || !isPassing(error)) throw error;
      logger.warn({ reason: reasonOf(error), pauseMs }, 'a group of booking requests is tried again');
      await delay(pauseMs, undefined, { signal: stopping }).catch(() => null);
    }
  }
}

async function decideHalves(
  context: WorkerContext,
  requests: readonly BookingRequest[],
  stopping: AbortSignal,
): Promise<readonly (BookingOutcome | null)[]> {
  const half = Math.ceil(requests.length / 2);
  const first = await decideGroup(context, requests.slice(0, half), stopping);
  return [...first, ...(await decideGroup(context, requests.slice(half), stopping))];
}

async function isolate(
  context: WorkerContext,
  request: BookingRequest | undefined,
  error: unknown,
  stopping: AbortSignal,
): Promise<BookingOutcome> {
  const aside = { jobId: request?.requestId ?? '', reason: reasonOf(error), payload: request };
  context.logger.error({ requestId: aside.jobId, reason: aside.reason }, 'a booking request was set aside');
  await waitingOut(context, stopping, () => setAside(context.store, aside));
  context.metrics.setAside.inc();
  return POISONED;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
