import { BOOKING_QUEUE, type BookingRequest } from '@sunbeon/core';
import type { Logger } from '@sunbeon/service-kit';
import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/**
 * A finished job leaves nothing behind: its outcome is in Postgres and on the request board. A failed one is removed
 * too, because a job that lingers would make BullMQ ignore the same request when the browser sends it again.
 */
const JOB_OPTIONS: JobsOptions = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 200 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** The gate's end of the booking queue. */
export interface BookingQueue {
  /**
   * Puts the request in the queue unless it is there already; resolves once Redis has it. Rejects at once when Redis is
   * away: nothing waits in this process.
   */
  add(request: BookingRequest): Promise<void>;
  close(): Promise<void>;
}

/** Opens the queue over a connection that fails fast. */
export function openBookingQueue(redis: Redis, redisPrefix: string, logger: Logger): BookingQueue {
  const queue = new Queue<BookingRequest>(BOOKING_QUEUE, {
    connection: redis,
    prefix: `{${redisPrefix}:queue}`,
    skipWaitingForReady: true,
    defaultJobOptions: JOB_OPTIONS,
  });
  queue.on('error', (error) => logger.warn({ reason: error.message }, 'booking queue'));
  return {
    async add(request) {
      await queue.add('book', request, { jobId: request.requestId });
    },
    close: () => queue.close(),
  };
}
