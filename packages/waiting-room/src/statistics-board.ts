import {
  type KeptPromise,
  keptPromiseSchema,
  NIGHT_MINUTES,
  type NightSample,
  type NotedSample,
  nightSampleSchema,
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
  /** One of each minute, the oldest first. */
  readonly samples: readonly NightSample[];
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

  /** Notes how far a line has come, if nobody has in this minute; forgets what is older than an evening. */
  async note(windowId: string, sample: NotedSample): Promise<void> {
    const key = this.#keys.minutes(windowId);
    const minute = Math.floor(sample.atMs / MINUTE_MS);
    if ((await this.#redis.hsetnx(key, String(minute), JSON.stringify(sample))) === 0) return;
    const old = (await this.#redis.hkeys(key)).filter((known) => Number(known) <= minute - NIGHT_MINUTES);
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

  /** The newest `minutes` minutes of those that were noted. Rejects with `UnreadableRecord` when something else wrote there. */
  async read(windowId: string, minutes = STATISTICS_MINUTES): Promise<NightRecord> {
    const [noted, promises] = await Promise.all([
      this.#redis.hgetall(this.#keys.minutes(windowId)),
      this.#redis.lrange(this.#keys.promises(windowId), 0, STATISTICS_PROMISES - 1),
    ]);
    const what = `the figures of ${windowId}`;
    const samples = readStored(nightSampleSchema.array(), what, () =>
      newest(noted, minutes).map((text) => JSON.parse(text)),
    );
    return {
      samples: samples.toSorted((a, b) => a.atMs - b.atMs),
      promises: readStored(keptPromiseSchema.array(), what, () => promises.map((text) => JSON.parse(text))),
    };
  }
}

/** What was noted in the newest minutes of all that are there. */
function newest(noted: Readonly<Record<string, string>>, minutes: number): string[] {
  const after = Math.max(...Object.keys(noted).map(Number)) - minutes;
  return Object.entries(noted).flatMap(([minute, text]) => (Number(minute) > after ? [text] : []));
}
