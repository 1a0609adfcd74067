import { readFileSync } from 'node:fs';
import type { RedisConnection } from '@sunbeon/service-kit';
import { Job, type Worker } from 'bullmq';
import type { ClientContext, Result } from 'ioredis';

declare module 'ioredis' {
  interface RedisCommander<Context extends ClientContext> {
    queueTakeJobs(
      ...keysLimitTokenAndLock: [wait: string, active: string, meta: string, jobs: string, number, string, number]
    ): Result<string[], Context>;
    queueFinishJobs(
      ...keysTokenAndIds: [active: string, stalled: string, jobs: string, token: string, ...ids: string[]]
    ): Result<number, Context>;
  }
}

/** A job that was taken, locked by the group's token. */
export interface TakenJob {
  readonly id: string;
  readonly data: unknown;
}

/** `lua/` lies beside both `src/` and `dist/`. */
const FOLDER = new URL('../../lua/', import.meta.url);

/**
 * Takes and finishes many jobs of a BullMQ queue in one step each, where BullMQ's worker needs one or two steps a job.
 * It leaves a queue as BullMQ's own scripts would, so that those go on with it: a job whose taker died is found by its
 * lock and comes again. Only for jobs without parents, repetition or progress.
 */
export class JobGroups {
  readonly #worker: Worker<unknown, void>;
  readonly #redis: RedisConnection;
  readonly #lockMs: number;

  constructor(worker: Worker<unknown, void>, redis: RedisConnection, lockMs: number) {
    this.#worker = worker;
    this.#redis = redis;
    this.#lockMs = lockMs;
    for (const [name, file, numberOfKeys] of [
      ['queueTakeJobs', 'take-jobs-4', 4],
      ['queueFinishJobs', 'finish-jobs-3', 3],
    ] as const) {
      redis.defineCommand(name, { lua: readFileSync(new URL(`${file}.lua`, FOLDER), 'utf8'), numberOfKeys });
    }
  }

  /** Up to `limit` jobs that wait, the oldest first; none when none does. */
  async take(token: string, limit: number): Promise<TakenJob[]> {
    const [wait, active, meta] = [this.#key('wait'), this.#key('active'), this.#key('meta')];
    const taken = await this.#redis.queueTakeJobs(wait, active, meta, this.#key(''), limit, token, this.#lockMs);
    return Array.from({ length: taken.length / 2 }, (_, index) => ({
      id: taken[2 * index] ?? '',
      data: parsed(taken[2 * index + 1] ?? ''),
    }));
  }

  /** Keeps jobs from being given to others for as long as they are worked on. Returns what ends it. */
  keep(token: string, ids: readonly string[]): () => void {
    const tokens = ids.map(() => token);
    const renewing = setInterval(() => {
      // A lock that cannot be renewed lapses; deciding twice changes nothing.
      this.#worker.extendJobLocks([...ids], tokens, this.#lockMs).catch(() => null);
    }, this.#lockMs / 2);
    return () => clearInterval(renewing);
  }

  /** Removes jobs that are done. */
  async finish(token: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#redis.queueFinishJobs(this.#key('active'), this.#key('stalled'), this.#key(''), token, ...ids);
  }

  /** Lets a job fail by BullMQ's rules: it comes again later, as often as it may. */
  async fail(token: string, id: string, error: Error): Promise<void> {
    const job = await Job.fromId(this.#worker, id);
    await job?.moveToFailed(error, token, false);
  }

  #key(name: string): string {
    return this.#worker.toKey(name);
  }
}

/** What is no JSON is no booking request either, and is set aside as it is. */
function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
