import { BOOKING_QUEUE } from '@sunbeon/core';
import { endable, openRedis, type RedisConnection } from '@sunbeon/service-kit';
import { type Job, Worker } from 'bullmq';
import { Cluster } from 'ioredis';
import type { WorkerContext } from '../context.ts';
import { decideJobs } from './decide-jobs.ts';
import { JobGroups } from './job-group.ts';

/** Groups under way at the same time, each on a connection to Postgres of its own. */
const GROUPS = 2;
/** Requests decided together at most. */
const GROUP_SIZE = 128;
/** A killed worker's jobs come again after this long. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** A job that outlived this many workers is still not at fault. */
const MAX_STALLED = 1_000;

/**
 * Takes booking requests from the queue and decides them in groups. Disposing it finishes what it has taken.
 *
 * BullMQ hands out one job at a time; whoever gets it takes the jobs that wait behind it along. While all groups are under
 * way the next ones gather in the queue, so that groups are as large as the load asks for, and nobody waits for company.
 */
export function consumeBookings(context: WorkerContext): AsyncDisposable {
  const { config, logger, connections } = context;
  const connection = openRedis(config.redisUrl, { maxRetriesPerRequest: null });
  connections.push(connection);
  keepDuplicates(connection, connections);
  connection.on('error', (error: Error) => logger.warn({ reason: error.message }, 'booking queue connection'));
  const stopping = new AbortController();
  const worker = new Worker<unknown, void>(BOOKING_QUEUE, (job, token) => decideWithCompany(job, token ?? ''), {
    connection,
    prefix: `{${config.redisPrefix}:queue}`,
    concurrency: GROUPS,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
    removeOnComplete: { count: 0 },
  });
  const groups = new JobGroups(worker, connection, LOCK_MS);

  async function decideWithCompany(job: Job<unknown>, token: string): Promise<void> {
    const first = { id: job.id ?? '', data: job.data };
    const company = await groups.take(token, GROUP_SIZE - 1);
    const ids = company.map(({ id }) => id);
    const letGo = groups.keep(token, ids);
    try {
      const unreadable = await decideJobs(context, [first, ...company], stopping.signal).catch(
        async (error: unknown) => {
          await comeAgain(token, ids, error);
          throw error;
        },
      );
      const doneIds = ids.filter((id) => !unreadable.has(id));
      await groups.finish(token, doneIds);
      const error = new Error('decided in a way that cannot be read');
      await comeAgain(
        token,
        [...unreadable].filter((id) => id !== first.id),
        error,
      );
      if (unreadable.has(first.id)) throw error;
    } finally {
      letGo();
    }
  }

  async function comeAgain(token: string, ids: readonly string[], reason: unknown): Promise<void> {
    const error = reason instanceof Error ? reason : new Error(String(reason));
    for (const requestId of ids) logger.warn({ requestId, reason: error.message }, 'comes again');
    // Who cannot even be failed comes again when the lock has lapsed.
    await Promise.allSettled(ids.map((id) => groups.fail(token, id, error)));
  }

  worker.on('error', (error) => logger.warn({ reason: error.message }, 'booking queue'));
  worker.on('failed', (job, error) => logger.warn({ requestId: job?.id, reason: error.message }, 'comes again'));
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await worker.close();
      connection.disconnect();
    },
  };
}

/** BullMQ opens the connection on which it waits for jobs as a duplicate of ours, and waits for its end when it closes. */
function keepDuplicates(connection: RedisConnection, connections: RedisConnection[]): void {
  const kept = <Duplicate extends RedisConnection>(duplicate: Duplicate): Duplicate => {
    connections.push(endable(duplicate));
    return duplicate;
  };
  if (connection instanceof Cluster) {
    const duplicate = connection.duplicate.bind(connection);
    connection.duplicate = (...given) => kept(duplicate(...given));
  } else {
    const duplicate = connection.duplicate.bind(connection);
    connection.duplicate = (...given) => kept(duplicate(...given));
  }
}
