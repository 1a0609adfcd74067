import {
  type KeptPromise,
  keptPromiseSchema,
  type LineSample,
  lineSampleSchema,
  STATISTICS_MINUTES,
  STATISTICS_PROMISES,
} from '@sunbeon/core';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readStored } from './unreadable-record.ts';

const MINUTE_MS = 60_000;
/** What was noted of a night is of interest the day after, and then no more. */
const KEPT_MS = 2 * 86_400_000;

/** What a window's figures are told from. */
export interface NightRecord {
  /** One of each minute of the last hour, the oldest first. */
  readonly samples: readonly LineSample[];
  /** The newest, in no order. */
  readonly promises: readonly KeptPromise[];
}

/**
 * What is public of each window's night: how far the line had come minute by minute, and what became of expected waits.
 * Any number of workers may note; the first of a minute counts.
 */
export class StatisticsBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Notes how far a line has come, if nobody has in this minute; forgets what is older than an hour. */
  async note(windowId: string, sample: LineSample): Promise<void> {
    const key = this.#keys.minutes(windowId);
    const minute = Math.floor(sample.atMs / MINUTE_MS);
    if ((await this.#redis.hsetnx(key, String(minute), JSON.stringify(sample))) === 0) return;
    const old = (await this.#redis.hkeys(key)).filter((known) => Number(known) <= minute - STATISTICS_MINUTES);
    if (old.length > 0) await this.#redis.hdel(key, ...old);
    await this.#redis.pexpire(key, KEPT_MS);
  }

  /** Notes what became of expected waits. */
  async notePromises(windowId: string, promises: readonly KeptPromise[]): Promise<void> {
    if (promises.length === 0) return;
    const key = this.#keys.promises(windowId);
    await this.#redis.lpush(key, ...promises.map((promise) => JSON.stringify(promise)));
    await this.#redis.ltrim(key, 0, STATISTICS_PROMISES - 1);
    await this.#redis.pexpire(key, KEPT_MS);
  }

  /** How many people have booked and not cancelled: each counts once, however often it is said. */
  booked(windowId: string): Promise<number> {
    return this.#redis.bitcount(this.#keys.finished(windowId));
  }

  /** Rejects with `UnreadableRecord` when something else wrote there. */
  async read(windowId: string): Promise<NightRecord> {
    const [minutes, promises] = await Promise.all([
      this.#redis.hgetall(this.#keys.minutes(windowId)),
      this.#redis.lrange(this.#keys.promises(windowId), 0, STATISTICS_PROMISES - 1),
    ]);
    const what = `the figures of ${windowId}`;
    const samples = readStored(lineSampleSchema.array(), what, () =>
      Object.values(minutes).map((text) => JSON.parse(text)),
    );
    return {
      samples: samples.toSorted((a, b) => a.atMs - b.atMs),
      promises: readStored(keptPromiseSchema.array(), what, () => promises.map((text) => JSON.parse(text))),
    };
  }
}
