import { BOOKING_QUEUE, type BookingOutcome, type BookingRequest, bookingRequestSchema } from '@sunbeon/core';
import { endable, openRedis, type RedisConnection } from '@sunbeon/service-kit';
import { setAside } from '@sunbeon/store';
import { type Job, Worker } from 'bullmq';
import { Cluster } from 'ioredis';
import type { WorkerContext } from '../context.ts';
import { announceOutcome } from './announce-outcome.ts';
import { decideGroup } from './decide-group.ts';
import { Grouper } from './grouper.ts';

/** Jobs taken from the queue at the same time: enough to fill the groups under way and the next ones. */
const CONCURRENCY = 384;
const GROUPS = { maxItems: 128, maxWaitMs: 5, maxGroups: 2 };
/** A killed worker's jobs come again after this long. */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5_000;
/** A job that outlived this many workers is still not at fault. */
const MAX_STALLED = 1_000;

/** Takes booking requests from the queue and decides them in groups. Disposing it finishes what it has taken. */
export function consumeBookings(context: WorkerContext): AsyncDisposable {
  const { config, logger, connections } = context;
  const connection = openRedis(config.redisUrl, { maxRetriesPerRequest: null });
  connections.push(connection);
  keepDuplicates(connection, connections);
  connection.on('error', (error: Error) => logger.warn({ reason: error.message }, 'booking queue connection'));
  const stopping = new AbortController();
  const decide = (requests: readonly BookingRequest[]) => decideGroup(context, requests, stopping.signal);
  const grouper = new Grouper<BookingRequest, BookingOutcome | null>(decide, GROUPS);
  const worker = new Worker<unknown, void>(BOOKING_QUEUE, (job) => decideJob(context, grouper, job), {
    connection,
    prefix: `{${config.redisPrefix}:queue}`,
    concurrency: CONCURRENCY,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
    removeOnComplete: { count: 0 },
  });
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

async function decideJob(
  context: WorkerContext,
  grouper: Grouper<BookingRequest, BookingOutcome | null>,
  job: Job<unknown>,
): Promise<void> {
  const request = bookingRequestSchema.safeParse(job.data);
  if (!request.success) return putAside(context, job, request.error.message);
  const outcome = await grouper.add(request.data);
  if (outcome === null) throw new Error('decided in a way that cannot be read');
  await announceOutcome(context, request.data, outcome);
}

/** A job that is no booking request blocks nobody: it is kept with its reason, and the queue goes on. */
async function putAside({ store, metrics, logger }: WorkerContext, job: Job<unknown>, reason: string): Promise<void> {
  logger.error({ jobId: job.id }, 'a job that is no booking request was set aside');
  metrics.setAside.inc();
  await setAside(store, { jobId: job.id ?? '', reason, payload: job.data });
}
