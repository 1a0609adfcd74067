import { type Availability, availabilitySchema } from '@sunbeon/core';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readStored } from './unreadable-record.ts';

/** A snapshot nobody has renewed for this long is worth nothing any more. */
const KEPT_MS = 86_400_000;

/** The newest snapshot of each window's slots: for reading, never for deciding. */
export class AvailabilityBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  async publish(windowId: string, availability: Availability): Promise<void> {
    await this.#redis.set(this.#keys.availability(windowId), JSON.stringify(availability), 'PX', KEPT_MS);
  }

  /** `null` before the first snapshot. */
  async read(windowId: string): Promise<Availability | null> {
    const text = await this.#redis.get(this.#keys.availability(windowId));
    if (text === null) return null;
    return readStored(availabilitySchema, `the availability of ${windowId}`, () => JSON.parse(text));
  }
}
