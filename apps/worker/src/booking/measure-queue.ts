import { BOOKING_QUEUE } from '@sunbeon/core';
import { repeat } from '@sunbeon/service-kit';
import { Queue } from 'bullmq';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;

/** Measures how many booking requests wait in the queue, and how many are not decided yet in all. */
export function measureQueue({ config, redis, metrics, backlog, logger }: WorkerContext): AsyncDisposable {
  const queue = new Queue(BOOKING_QUEUE, { connection: redis, prefix: `{${config.redisPrefix}:queue}` });
  queue.on('error', (error) => logger.warn({ reason: error.message }, 'booking queue'));
  const loop = repeat({
    name: 'measure queue',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const counts = await queue.getJobCounts('wait', 'delayed', 'active');
      const waiting = (counts['wait'] ?? 0) + (counts['delayed'] ?? 0);
      metrics.queueDepth.set(waiting);
      backlog.undecided = waiting + (counts['active'] ?? 0);
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await queue.close();
    },
  };
}
