import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** Whether the lease is ours, and for how long whoever has it has it. */
export interface LeaseState {
  readonly held: boolean;
  readonly livesMs: number;
}

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

  /** Takes the lease when it is free, prolongs it when it is ours, and says how long another has it when it is not. */
  async acquire(ttlMs: number): Promise<LeaseState> {
    const [held, livesMs] = await this.#redis.lineHoldLease(this.#key, this.#holder, ttlMs, 1);
    return { held: held === 1, livesMs };
  }

  /** Prolongs the lease; false when it is not ours any more. */
  async renew(ttlMs: number): Promise<boolean> {
    const [held] = await this.#redis.lineHoldLease(this.#key, this.#holder, ttlMs, 0);
    return held === 1;
  }

  /** Gives the lease back if it is ours. */
  async release(): Promise<void> {
    await this.#redis.lineReleaseLease(this.#key, this.#holder);
  }
}
