import { BOOKING_QUEUE } from '@sunbeon/core';
import { Queue } from 'bullmq';
import type { WorkerContext } from '../context.ts';
import { repeat } from '../loops/repeat.ts';

const EVERY_MS = 1_000;

/** Measures how many booking requests wait in the queue. */
export function measureQueue({ config, redis, metrics, logger }: WorkerContext): AsyncDisposable {
  const queue = new Queue(BOOKING_QUEUE, { connection: redis, prefix: `{${config.redisPrefix}:queue}` });
  queue.on('error', (error) => logger.warn({ reason: error.message }, 'booking queue'));
  const loop = repeat({
    name: 'measure queue',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      metrics.queueDepth.set(await queue.getJobCountByTypes('wait', 'delayed'));
    },
  });
  return {
    async [Symbol.asyncDispose]() {
      await loop[Symbol.asyncDispose]();
      await queue.close();
    },
  };
}
