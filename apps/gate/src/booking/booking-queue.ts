import { BOOKING_QUEUE, type BookingRequest } from '@sunbeon/core';
import type { Logger, RedisConnection } from '@sunbeon/service-kit';
import { type JobsOptions, Queue } from 'bullmq';

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

/** The gate's end of the booking queue, over a connection that fails fast. */
export class BookingQueue implements AsyncDisposable {
  readonly #redis: RedisConnection;
  readonly #prefix: string;
  readonly #logger: Logger;
  #opened: Promise<Queue<BookingRequest>> | null = null;

  constructor(redis: RedisConnection, redisPrefix: string, logger: Logger) {
    this.#redis = redis;
    this.#prefix = `{${redisPrefix}:queue}`;
    this.#logger = logger;
  }

  /**
   * Puts the request in the queue unless it is there already; resolves once Redis has it. Rejects at once when Redis is
   * away: nothing waits in this process.
   */
  async add(request: BookingRequest): Promise<void> {
    const queue = await this.#queue();
    await queue.add('book', request, { jobId: request.requestId });
  }

  /** Whether the request's job is in the queue or with a worker. */
  async holds(requestId: string): Promise<boolean> {
    return (await this.#redis.exists(`${this.#prefix}:${BOOKING_QUEUE}:${requestId}`)) === 1;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const queue = await this.#opened?.catch(() => null);
    await queue?.close();
  }

  /** BullMQ asks Redis for its version once and never forgets a failure to answer, so a queue that failed to open is opened anew. */
  #queue(): Promise<Queue<BookingRequest>> {
    if (this.#opened) return this.#opened;
    const opening = this.#open();
    this.#opened = opening;
    opening.catch(() => {
      this.#opened = null;
    });
    return opening;
  }

  async #open(): Promise<Queue<BookingRequest>> {
    await this.#redis.ping();
    const queue = new Queue<BookingRequest>(BOOKING_QUEUE, {
      connection: this.#redis,
      prefix: this.#prefix,
      skipWaitingForReady: true,
      defaultJobOptions: JOB_OPTIONS,
    });
    queue.on('error', (error) => this.#logger.warn({ reason: error.message }, 'booking queue'));
    await queue.waitUntilReady();
    return queue;
  }
}
