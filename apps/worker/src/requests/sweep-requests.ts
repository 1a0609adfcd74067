import { BOOKING_QUEUE, type BookingOutcome } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import { decisionsOf, requestPlaces } from '@sunbeon/store';
import { announceOutcomes } from '../booking/announce-outcome.ts';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 5_000;
/** A request without an outcome is normal for so long. */
const STUCK_AFTER_MS = 10_000;
/** Looked at in one turn, the oldest first. */
const MOST_PER_TURN = 1_000;

export interface Sweep {
  readonly everyMs: number;
  readonly stuckAfterMs: number;
}

/**
 * Finds booking requests that have no outcome for longer than is normal. One that Postgres has decided is announced; one
 * that has neither a decision nor a job is forgotten, so that whoever asks for it is told to send it again; one that is
 * still queued is counted. Several workers may sweep at once.
 */
export function sweepRequests(
  context: WorkerContext,
  { everyMs, stuckAfterMs }: Sweep = { everyMs: EVERY_MS, stuckAfterMs: STUCK_AFTER_MS },
): AsyncDisposable {
  const { requests, store, metrics, logger } = context;

  async function turn(): Promise<void> {
    const open = await requests.open({ olderThanMs: stuckAfterMs, limit: MOST_PER_TURN });
    const oldestSeconds = (open.oldestMs ?? 0) / 1_000;
    metrics.openRequests.set(open.count);
    metrics.oldestOpenRequest.set(oldestSeconds);
    const stuck = open.requestIds;
    if (stuck.length === 0) return;
    // Jobs first: one that is not there has ended, and what it decided is in Postgres by now.
    const queued = await queuedOf(context, stuck);
    const decided = await decisionsOf(store, stuck);
    await announce(context, decided);
    const lost = stuck.filter((id) => !queued.has(id) && !decided.has(id));
    const forgotten = await requests.forget(lost, open.lookedAtMs);
    const found = { stuck: stuck.length, announced: decided.size, forgotten, queued: queued.size, oldestSeconds };
    logger.warn(found, 'booking requests had no outcome for long');
  }

  return repeat({ name: 'sweep requests', everyMs, logger, turn });
}

/** Those that have a job, waiting or being worked on. */
async function queuedOf({ redis, config }: WorkerContext, requestIds: readonly string[]): Promise<Set<string>> {
  const found = await Promise.all(
    requestIds.map((id) => redis.exists(`{${config.redisPrefix}:queue}:${BOOKING_QUEUE}:${id}`)),
  );
  return new Set(requestIds.filter((_id, index) => found[index] === 1));
}

async function announce(context: WorkerContext, decided: ReadonlyMap<string, BookingOutcome>): Promise<void> {
  const places = await requestPlaces(context.store, [...decided.keys()]);
  const found = places.flatMap((request) => {
    const outcome = decided.get(request.requestId);
    return outcome === undefined ? [] : [{ request, outcome }];
  });
  if (found.length > 0) await announceOutcomes(context, found);
}
