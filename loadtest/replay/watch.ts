import type { StackProcess } from '@sunbeon/scripts';
import { Redis } from 'ioredis';
import { type ProcessUse, processUse } from './cpu.ts';

/** What everything used at one moment. */
export interface Sample {
  /** Milliseconds of the epoch. */
  readonly atMs: number;
  readonly processes: ReadonlyMap<string, ProcessUse>;
  /** Bytes that Redis has allocated, buffers included; `null` when it did not say in time. */
  readonly redisBytes: number | null;
}

const EVERY_MS = 1_000;
/** Longer than any night that is replayed. */
const MOST_SAMPLES = 7_200;
const REDIS_ANSWERS_WITHIN_MS = 900;

/** Looks once a second at what processes and Redis use, from the moment it is made until it is disposed. */
export class Watch implements Disposable {
  readonly samples: Sample[] = [];
  readonly #processes: () => readonly StackProcess[];
  readonly #redis: Redis;
  readonly #timer: NodeJS.Timeout;

  constructor(redisUrl: string, processes: () => readonly StackProcess[]) {
    this.#processes = processes;
    this.#redis = new Redis(redisUrl, { commandTimeout: REDIS_ANSWERS_WITHIN_MS, maxRetriesPerRequest: 0 });
    // What it does not say is missing in the report; the night is about somebody else.
    this.#redis.on('error', () => {});
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  /** What Redis calls itself. */
  async redisVersion(): Promise<string> {
    const info = await this.#redis.info('server').catch(() => '');
    return /^redis_version:(\S+)/m.exec(info)?.[1] ?? 'unknown';
  }

  async #look(): Promise<void> {
    if (this.samples.length >= MOST_SAMPLES) return;
    const sample = { atMs: Date.now(), processes: processUse(this.#processes()) };
    this.samples.push({ ...sample, redisBytes: await this.#redisBytes() });
  }

  async #redisBytes(): Promise<number | null> {
    const info = await this.#redis.info('memory').catch(() => '');
    const bytes = /^used_memory:(\d+)/m.exec(info)?.[1];
    return bytes === undefined ? null : Number(bytes);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#redis.disconnect();
  }
}
