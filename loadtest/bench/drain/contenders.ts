import { ResourceStack } from '@sunbeon/service-kit';
import { Redis } from 'ioredis';
import { cpuBetween, cpuSeconds } from '../../replay/cpu.ts';
import type { Bench } from '../bench.ts';
import { type ServerProcess, startEmptyQueue, startWorker } from '../server-process.ts';
import { BookingGround } from './booking-ground.ts';
import { FullQueue } from './full-queue.ts';

const [OURS, BARE] = ['bench', 'empty'];
/** Jobs BullMQ's own worker has under way; more gave nothing. */
const CONCURRENCY = 384;
/** Numbers given, so that everybody who books has one. */
const ISSUED = 500_000;
/** Slots each person names. */
const CHOICES = 3;

/** How fast one queue was emptied. */
export interface DrainRound {
  readonly perSecond: number;
  /** CPU time for one request by process, in microseconds. */
  readonly cpuMicros: ReadonlyMap<string, number>;
}

/** Two queues in one Redis: one drained by the worker as it is deployed, one by BullMQ's own with nothing to do. */
export class DrainContenders implements AsyncDisposable {
  readonly ground: BookingGround;
  readonly #held: ResourceStack;
  readonly #worker: ServerProcess;
  readonly #empty: ServerProcess;
  readonly #ours: FullQueue;
  readonly #bare: FullQueue;
  readonly #redisPid: number;

  private constructor(
    held: ResourceStack,
    ground: BookingGround,
    processes: { worker: ServerProcess; empty: ServerProcess; redisPid: number },
    queues: { ours: FullQueue; bare: FullQueue },
  ) {
    this.#held = held;
    this.ground = ground;
    this.#worker = processes.worker;
    this.#empty = processes.empty;
    this.#redisPid = processes.redisPid;
    this.#ours = queues.ours;
    this.#bare = queues.bare;
  }

  static async open({ redisUrl, redisPid }: Bench): Promise<DrainContenders> {
    const held = new ResourceStack();
    return held.whileOpening(async () => {
      const ground = held.use(await BookingGround.open());
      const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
      held.use({ [Symbol.asyncDispose]: async () => redis.disconnect() });
      const queues = { ours: held.use(new FullQueue(redis, OURS)), bare: held.use(new FullQueue(redis, BARE)) };
      const env = { DATABASE_URL: ground.url, REDIS_URL: redisUrl, REDIS_PREFIX: OURS };
      const worker = held.use(await startWorker(env));
      const order = { QUEUE_NAME: 'bookings', QUEUE_PREFIX: queues.bare.prefix, CONCURRENCY: String(CONCURRENCY) };
      const empty = held.use(await startEmptyQueue({ REDIS_URL: redisUrl, ...order }));
      await redis.hset(`${OURS}:{w:${ground.windowId}}:line`, 'issued', ISSUED);
      return new DrainContenders(held, ground, { worker, empty, redisPid }, queues);
    });
  }

  /** Everybody names slots at random. */
  spread(count: number): Promise<DrainRound> {
    const { slots } = this.ground;
    return this.#book(count, () =>
      Array.from({ length: CHOICES }, () => slots[Math.floor(Math.random() * slots.length)] ?? ''),
    );
  }

  /** Everybody wants the same slot. */
  hot(count: number): Promise<DrainRound> {
    return this.#book(count, () => this.ground.slots.slice(0, 1));
  }

  /** Nobody is booked: the queue alone. */
  async empty(count: number): Promise<DrainRound> {
    await this.#bare.fill(count, this.ground.windowId, () => this.ground.slots.slice(0, CHOICES));
    const round = await this.#timed(count, this.#bare, { worker: this.#empty.pid, Redis: this.#redisPid });
    await this.#bare.forget();
    return round;
  }

  async #book(count: number, wish: () => string[]): Promise<DrainRound> {
    await this.#ours.fill(count, this.ground.windowId, () => [...new Set(wish())]);
    const before = await this.ground.booked();
    const round = await this.#timed(count, this.#ours, {
      worker: this.#worker.pid,
      Redis: this.#redisPid,
      Postgres: this.ground.pid,
    });
    const made = (await this.ground.booked()) - before;
    const unanswered = await this.#ours.unanswered();
    if (made !== count || unanswered > 0)
      throw new Error(`${made} of ${count} were booked, ${unanswered} not answered`);
    return round;
  }

  async #timed(count: number, queue: FullQueue, pids: Readonly<Record<string, number>>): Promise<DrainRound> {
    const processes = Object.entries(pids).map(([name, pid]) => ({ name, pid }));
    const before = cpuSeconds(processes);
    const ms = await queue.drainMs();
    const used = cpuBetween(before, cpuSeconds(processes));
    const cpuMicros = new Map([...used].map(([name, seconds]) => [name, (seconds / count) * 1_000_000]));
    return { perSecond: (count / ms) * 1_000, cpuMicros };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#held[Symbol.asyncDispose]();
  }
}
