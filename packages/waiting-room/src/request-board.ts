import { type BookingOutcome, bookingOutcomeSchema } from '@sunbeon/core';
import { WINDOW_KEPT_MS } from './forget-window.ts';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';
import { readStored } from './unreadable-record.ts';

/** How long a request and its outcome are remembered at the edge, from the last event. Postgres remembers for good. */
const REMEMBERED_MS = 3_600_000;
/** How long it is known how the requests of a window ended, from the last one: as long as the window itself. */
const COUNTED_MS = WINDOW_KEPT_MS;
/** Whoever takes a request in has done so, or has died, after this long. */
const TAKING_IN_MS = 5_000;

/**
 * What became of an attempt to take a request in. `received`: it is this call that takes it in, and says when it is done
 * ({@link RequestBoard.takenIn}). `in-flight`: another call does at this moment. `known`: it was taken in before and has no
 * outcome yet. `decided`: it has one. `reused`: its key came before with another body.
 */
export interface Received {
  readonly outcome: 'received' | 'in-flight' | 'known' | 'decided' | 'reused';
}

/** A request and how it ended. */
export interface EndedRequest {
  readonly requestId: string;
  readonly windowId: string;
  readonly outcome: BookingOutcome;
}

export interface PostedRequest {
  readonly personKey: string;
  /** `null` until the worker has decided. */
  readonly outcome: BookingOutcome | null;
  /** Between the board and the queue: no job is there yet. */
  readonly isBeingTakenIn: boolean;
}

/** Requests that wait for an outcome. */
export interface OpenRequests {
  /** How many, of any age. */
  readonly count: number;
  /** For how long the oldest of all has waited; `null` when there is none. */
  readonly oldestMs: number | null;
  /** Those who have waited for longest among the ones asked for. */
  readonly requestIds: readonly string[];
  /** When this was true, by Redis' clock. */
  readonly lookedAtMs: number;
}

/** What `list-open-requests` returns. */
export type OpenReply = readonly [nowMs: number, count: number, oldest: number | null, ...requestIds: string[]];

/** What the edge knows about booking requests. It may forget; the browser then sends the request again. */
export class RequestBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Remembers a request that is being taken in, before it is put into the queue. */
  async receive(requestId: string, request: { fingerprint: string; personKey: string }): Promise<Received> {
    const { fingerprint, personKey } = request;
    const outcome = await this.#redis.lineReceiveRequest(
      this.#keys.request(requestId),
      this.#keys.openRequests(requestId),
      requestId,
      fingerprint,
      personKey,
      REMEMBERED_MS,
      TAKING_IN_MS,
    );
    return { outcome };
  }

  /** The taking-in is over, whatever its end: from now on the same request is `known` at once. */
  async takenIn(requestId: string): Promise<void> {
    await this.#redis.hdel(this.#keys.request(requestId), 'taking');
  }

  /** Shows how a request ended, and counts it, once however often it is shown. Call it after the commit only. */
  async publish(ended: EndedRequest): Promise<void> {
    await this.publishMany([ended]);
  }

  /** {@link publish} for many requests, in a few steps. */
  async publishMany(ended: readonly EndedRequest[]): Promise<void> {
    const known = new Map(ended.map((request) => [request.requestId, request]));
    const shards = byShard(known.keys());
    await Promise.all(
      [...shards.values()].map((ids) => {
        const [first] = ids;
        return this.#redis.linePublishOutcomes(
          this.#keys.openRequests(first),
          this.#keys.requests(first),
          this.#keys.endings(first),
          REMEMBERED_MS,
          COUNTED_MS,
          ...ids.flatMap((id) => endedArguments(known.get(id))),
        );
      }),
    );
  }

  /** How many requests of a window ended as `confirmed`, and with each code of a refusal, as far as Redis has not lost them. */
  async endings(windowId: string): Promise<Record<string, number>> {
    const found = await Promise.all(this.#keys.allEndings(windowId).map((key) => this.#redis.hgetall(key)));
    const endings: Record<string, number> = {};
    for (const [ending, many] of found.flatMap((part) => Object.entries(part)))
      endings[ending] = (endings[ending] ?? 0) + Number(many);
    return endings;
  }

  /** `null` when the request is not known here (any more). */
  async read(requestId: string): Promise<PostedRequest | null> {
    const [personKey, outcome, taking] = await this.#redis.hmget(
      this.#keys.request(requestId),
      'personKey',
      'outcome',
      'taking',
    );
    if (!personKey) return null;
    if (!outcome) return { personKey, outcome: null, isBeingTakenIn: taking === '1' };
    const read = readStored(bookingOutcomeSchema, `the outcome of ${requestId}`, () => JSON.parse(outcome));
    return { personKey, outcome: read, isBeingTakenIn: false };
  }

  /** What waits for an outcome, and at most about `limit` of those that have waited for `olderThanMs` or longer. */
  async open({ olderThanMs, limit }: { olderThanMs: number; limit: number }): Promise<OpenRequests> {
    const ofEach = Math.ceil(limit / this.#keys.allOpenRequests().length);
    const replies = await Promise.all(
      this.#keys.allOpenRequests().map((key) => this.#redis.lineListOpenRequests(key, olderThanMs, ofEach)),
    );
    const ages = replies.flatMap(([nowMs, , oldest]) => (oldest === null ? [] : [nowMs - oldest]));
    return {
      count: replies.reduce((sum, [, count]) => sum + count, 0),
      oldestMs: ages.length === 0 ? null : Math.max(...ages),
      requestIds: replies.flatMap(([, , , ...ids]) => ids),
      lookedAtMs: Math.min(...replies.map(([nowMs]) => nowMs)),
    };
  }

  /**
   * Forgets requests that nobody will decide, so that whoever asks for them is told to send again; those that were sent
   * again since `lookedAtMs` stay. Returns how many were forgotten.
   */
  async forget(requestIds: readonly string[], lookedAtMs: number): Promise<number> {
    const shards = [...byShard(requestIds).values()];
    const forgotten = await Promise.all(
      shards.map(([first, ...others]) =>
        this.#redis.lineForgetRequests(
          this.#keys.openRequests(first),
          this.#keys.requests(first),
          lookedAtMs,
          first,
          ...others,
        ),
      ),
    );
    return forgotten.reduce((sum, count) => sum + count, 0);
  }
}

/** Request ids that share a slot of a cluster, together. */
function byShard(requestIds: Iterable<string>): Map<number, [string, ...string[]]> {
  const shards = new Map<number, [string, ...string[]]>();
  for (const id of requestIds) {
    const shard = Keys.shardOf(id);
    const together = shards.get(shard);
    if (together) together.push(id);
    else shards.set(shard, [id]);
  }
  return shards;
}

/** Four arguments of `publish-outcomes`. */
function endedArguments(ended: EndedRequest | undefined): string[] {
  if (ended === undefined) return [];
  const { requestId, windowId, outcome } = ended;
  return [requestId, windowId, outcome.state === 'confirmed' ? 'confirmed' : outcome.code, JSON.stringify(outcome)];
}
