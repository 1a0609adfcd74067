import { type Joined, type JoinReply, joinedEach } from './joined.ts';
import type { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';

/** People in one step: some 0.4 ms of Redis, in which everybody else waits. */
const MOST_AT_ONCE = 64;

interface Member {
  readonly personKey: string;
  readonly resolve: (joined: Joined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins of one moment. Those that come within one turn of the event loop are asked of the line in one call for each
 * window, in the order they came: each is as atomic as before, and what a call costs by itself is shared.
 */
export class GroupedJoins {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;
  /** Who came within this turn, by window. */
  #groups = new Map<string, Member[]>();

  constructor(redis: RedisConnection, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Rejects with ioredis' errors: when Redis is away, everybody of the group is told so. */
  join(windowId: string, personKey: string): Promise<Joined> {
    return new Promise((resolve, reject) => {
      if (this.#groups.size === 0) setImmediate(this.#sendAll);
      const group = this.#groups.get(windowId) ?? [];
      if (group.length === 0) this.#groups.set(windowId, group);
      group.push({ personKey, resolve, reject });
    });
  }

  readonly #sendAll = (): void => {
    const groups = this.#groups;
    this.#groups = new Map();
    for (const [windowId, group] of groups) {
      for (let from = 0; from < group.length; from += MOST_AT_ONCE) {
        this.#send(windowId, group.slice(from, from + MOST_AT_ONCE));
      }
    }
  };

  #send(windowId: string, group: readonly Member[]): void {
    const keys = this.#keys;
    const people = group.map(({ personKey }) => personKey);
    this.#redis.lineJoin(keys.door(windowId), keys.line(windowId), keys.places(windowId), ...people).then(
      (reply) => answer(group, reply),
      (error: unknown) => {
        for (const { reject } of group) reject(error);
      },
    );
  }
}

function answer(group: readonly Member[], reply: JoinReply): void {
  const joined = joinedEach(reply, group.length);
  group.forEach(({ resolve, reject }, index) => {
    const own = joined[index];
    if (own === undefined || own instanceof Error)
      reject(own ?? new TypeError('the line named fewer people than it was asked for'));
    else resolve(own);
  });
}
