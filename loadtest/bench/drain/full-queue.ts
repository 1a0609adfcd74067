import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { BOOKING_QUEUE, type BookingRequest } from '@sunbeon/core';
import { RequestBoard } from '@sunbeon/waiting-room';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { aPersonKey } from '../bench.ts';

const AT_ONCE = 1_000;
const LOOK_AGAIN_MS = 5;
const SEALED_BYTES = 300;

/** What the gate gives a job. */
const JOB_OPTIONS = {
  attempts: 10,
  backoff: { type: 'exponential', delay: 200 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** The booking queue, filled while nobody may take from it, then let go and watched until it is empty. */
export class FullQueue implements AsyncDisposable {
  readonly prefix: string;
  readonly #queue: Queue<BookingRequest>;
  readonly #board: RequestBoard;
  #number = 0;

  constructor(redis: Redis, redisPrefix: string) {
    this.prefix = `{${redisPrefix}:queue}`;
    this.#queue = new Queue<BookingRequest>(BOOKING_QUEUE, {
      connection: redis,
      prefix: this.prefix,
      defaultJobOptions: JOB_OPTIONS,
    });
    this.#board = new RequestBoard(redis, redisPrefix);
  }

  /** Takes in requests of `count` different people, as the gate would; `wish` says what each one asks for. */
  async fill(count: number, windowId: string, wish: () => string[]): Promise<void> {
    await this.#queue.pause();
    const sealedContact = randomBytes(SEALED_BYTES).toString('base64url');
    for (let left = count; left > 0; left -= AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, left) }, (): BookingRequest => {
        this.#number += 1;
        return {
          requestId: `r-${aPersonKey()}`,
          windowId,
          personKey: aPersonKey(),
          number: this.#number,
          choices: wish(),
          sealedContact,
          phoneIndex: aPersonKey(),
          language: 'ko',
          receivedAtMs: Date.now(),
        };
      });
      await Promise.all(
        some.map(({ requestId, personKey }) => this.#board.receive(requestId, { fingerprint: 'bench', personKey })),
      );
      await this.#queue.addBulk(some.map((data) => ({ name: 'book', data, opts: { jobId: data.requestId } })));
    }
  }

  /** Lets the workers have it; resolves to the milliseconds until no job is left. */
  async drainMs(): Promise<number> {
    const startedAt = performance.now();
    await this.#queue.resume();
    while ((await this.#left()) > 0) await delay(LOOK_AGAIN_MS);
    return performance.now() - startedAt;
  }

  /** Requests without an outcome; 0 once everybody has one. */
  async unanswered(): Promise<number> {
    const { count } = await this.#board.open({ olderThanMs: 0, limit: 1 });
    return count;
  }

  /** Forgets everything about requests nobody was meant to answer. */
  async forget(): Promise<void> {
    for (;;) {
      const { requestIds, lookedAtMs } = await this.#board.open({ olderThanMs: 0, limit: AT_ONCE });
      if (requestIds.length === 0) return;
      await this.#board.forget(requestIds, lookedAtMs);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close();
  }

  async #left(): Promise<number> {
    const {
      wait = 0,
      active = 0,
      delayed = 0,
      failed = 0,
    } = await this.#queue.getJobCounts('wait', 'active', 'delayed', 'failed');
    return wait + active + delayed + failed;
  }
}
