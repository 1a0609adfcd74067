import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** The right to call numbers: one holder at a time. It lapses by itself when its holder dies. */
export class OutflowLease {
  readonly #redis: RedisConnection;
  readonly #key: string;
  readonly #holder: string;

  /** @param holder a name no other process has */
  constructor(redis: RedisConnection, prefix: string, holder: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#key = new Keys(prefix).outflowLease();
    this.#holder = holder;
  }

  /** Takes the lease when it is free, prolongs it when it is ours; false when another holds it. */
  async acquire(ttlMs: number): Promise<boolean> {
    return (await this.#redis.lineHoldLease(this.#key, this.#holder, ttlMs, 1)) === 1;
  }

  /** Prolongs the lease; false when it is not ours any more. */
  async renew(ttlMs: number): Promise<boolean> {
    return (await this.#redis.lineHoldLease(this.#key, this.#holder, ttlMs, 0)) === 1;
  }

  /** Gives the lease back if it is ours. */
  async release(): Promise<void> {
    await this.#redis.lineReleaseLease(this.#key, this.#holder);
  }
}
