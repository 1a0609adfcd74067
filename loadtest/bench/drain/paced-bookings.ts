import { setTimeout as delay } from 'node:timers/promises';
import { BOOKING_QUEUE, type BookingRequest } from '@sunbeon/core';
import { RequestBoard } from '@sunbeon/waiting-room';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { aPersonKey } from '../bench.ts';

const LOOK_AGAIN_MS = 2;

export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** People who book at a steady pace, whatever happens to those before them. */
export class PacedBookings implements AsyncDisposable {
  readonly #queue: Queue<BookingRequest>;
  readonly #board: RequestBoard;
  readonly #seal: (personKey: string) => Promise<string>;
  #number = 0;

  constructor(redis: Redis, redisPrefix: string, seal: (personKey: string) => Promise<string>) {
    const defaultJobOptions = { removeOnComplete: true, removeOnFail: true };
    this.#queue = new Queue(BOOKING_QUEUE, { connection: redis, prefix: `{${redisPrefix}:queue}`, defaultJobOptions });
    this.#board = new RequestBoard(redis, redisPrefix);
    this.#seal = seal;
  }

  /** Milliseconds from the instant each was meant to book to the outcome, in order of those instants. */
  async latenciesMs(windowId: string, slots: readonly string[], { perSecond, seconds }: Pace): Promise<number[]> {
    const requests: BookingRequest[] = [];
    while (requests.length < perSecond * seconds) {
      requests.push(await this.#request(windowId, slots[requests.length % slots.length] ?? ''));
    }
    const startedAt = performance.now();
    const underWay = requests.map(async (request, index) => {
      const meantAt = startedAt + (index * 1_000) / perSecond;
      await delay(Math.max(0, meantAt - performance.now()));
      await this.#book(request);
      return performance.now() - meantAt;
    });
    return Promise.all(underWay);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue.close();
  }

  async #request(windowId: string, slot: string): Promise<BookingRequest> {
    const personKey = aPersonKey();
    this.#number += 1;
    return {
      requestId: `r-${aPersonKey()}`,
      windowId,
      personKey,
      number: this.#number,
      choices: [slot],
      sealedContact: await this.#seal(personKey),
      phoneIndex: null,
      language: 'ko',
      receivedAtMs: Date.now(),
    };
  }

  async #book(request: BookingRequest): Promise<void> {
    const { requestId, personKey } = request;
    await this.#board.receive(requestId, { fingerprint: 'bench', personKey });
    await this.#queue.add('book', request, { jobId: requestId });
    for (;;) {
      const posted = await this.#board.read(requestId);
      if (posted?.outcome?.state === 'confirmed') return;
      if (posted?.outcome) throw new Error(`nobody was meant to be refused: ${posted.outcome.code}`);
      await delay(LOOK_AGAIN_MS);
    }
  }
}
