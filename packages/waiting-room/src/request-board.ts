import { type BookingOutcome, bookingOutcomeSchema } from '@sunbeon/core';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';
import { readStored } from './unreadable-record.ts';

/** How long a request and its outcome are remembered at the edge, from the last event. Postgres remembers for good. */
const REMEMBERED_MS = 3_600_000;

/** `known`: the same request came before. `reused`: its key came before with another body. */
export interface Received {
  readonly outcome: 'received' | 'known' | 'reused';
}

export interface PostedRequest {
  readonly personKey: string;
  /** `null` until the worker has decided. */
  readonly outcome: BookingOutcome | null;
}

/** What the edge knows about booking requests. It may forget; the browser then sends the request again. */
export class RequestBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Remembers a request that was accepted, before it is put into the queue. */
  async receive(requestId: string, request: { fingerprint: string; personKey: string }): Promise<Received> {
    const { fingerprint, personKey } = request;
    const key = this.#keys.request(requestId);
    return { outcome: await this.#redis.lineReceiveRequest(key, fingerprint, personKey, REMEMBERED_MS) };
  }

  /** Shows how a request ended. Call it after the commit only. */
  async publish(requestId: string, outcome: BookingOutcome): Promise<void> {
    await this.#redis.linePublishOutcome(this.#keys.request(requestId), JSON.stringify(outcome), REMEMBERED_MS);
  }

  /** `null` when the request is not known here (any more). */
  async read(requestId: string): Promise<PostedRequest | null> {
    const [personKey, outcome] = await this.#redis.hmget(this.#keys.request(requestId), 'personKey', 'outcome');
    if (!personKey) return null;
    if (!outcome) return { personKey, outcome: null };
    const read = readStored(bookingOutcomeSchema, `the outcome of ${requestId}`, () => JSON.parse(outcome));
    return { personKey, outcome: read };
  }
}
