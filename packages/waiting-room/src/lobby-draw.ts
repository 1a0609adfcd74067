import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** What is public of a draw once it has taken place. */
export interface LobbyDrawn {
  /** How many were drawn: they have the numbers from 1 to this. */
  readonly drawn: number;
  /** The seed, hex. */
  readonly seed: string;
  /** SHA-256 over the list of entries, hex. */
  readonly entriesDigest: string;
}

/** What `begin-draw` returns. */
export type BeginReply =
  | readonly [outcome: 'begun', buckets: number]
  | readonly [outcome: 'drawn' | 'busy' | 'not-open'];

/** Buckets read, and people seated, in one step: a millisecond or two of Redis, in which everybody else waits. */
const BUCKETS_AT_ONCE = 32;
const SEATED_AT_ONCE = 500;
/** A draw whose holder died is begun anew after this long. */
const HELD_MS = 2_000;

/**
 * The draw of one window's lobby, in steps that may be broken off anywhere: {@link begin}, read the {@link entrants},
 * {@link seat} them in their order, {@link finish}. Only the last one makes numbers count, all of them at once; until
 * then everybody stays in the lobby, and nobody else is placed.
 */
export class LobbyDraw {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;
  readonly #windowId: string;
  readonly #holder: string;
  #buckets = 0;

  /** @param holder a name no other process has */
  constructor(redis: RedisConnection, prefix: string, windowId: string, holder: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#windowId = windowId;
    this.#holder = holder;
  }

  /** Takes the draw in hand for two seconds, or keeps it; only after the opening, by the clock of Redis. */
  async begin(): Promise<BeginReply[0]> {
    const keys = this.#keys;
    const [door, line] = [keys.door(this.#windowId), keys.line(this.#windowId)];
    const reply = await this.#redis.lineBeginDraw(door, line, this.#holder, HELD_MS);
    if (reply[0] === 'begun') this.#buckets = reply[1];
    return reply[0];
  }

  /** The person keys of everyone in the lobby, in no order that means anything. */
  async entrants(): Promise<string[]> {
    const places = this.#keys.places(this.#windowId);
    let text = '';
    for (let bucket = 0; bucket < this.#buckets; bucket += BUCKETS_AT_ONCE) {
      const last = Math.min(bucket + BUCKETS_AT_ONCE, this.#buckets) - 1;
      text += await this.#redis.lineReadLobby(places, bucket, last);
    }
    return text.split('\n').slice(0, -1);
  }

  /** Gives the people the numbers from 1 in this order; false when somebody else has the draw in hand by now. */
  async seat(personKeys: readonly string[]): Promise<boolean> {
    const [line, places] = [this.#keys.line(this.#windowId), this.#keys.places(this.#windowId)];
    for (let from = 0; from < personKeys.length; from += SEATED_AT_ONCE) {
      const people = personKeys.slice(from, from + SEATED_AT_ONCE);
      if ((await this.#redis.lineSeatDrawn(line, places, this.#holder, HELD_MS, from + 1, ...people)) === 0)
        return false;
    }
    return true;
  }

  /** Lets the numbers count and shows the seed, in one step; false when that is for somebody else to do, or the ceiling is too low. */
  async finish({ drawn, seed, entriesDigest }: LobbyDrawn): Promise<boolean> {
    const [door, line] = [this.#keys.door(this.#windowId), this.#keys.line(this.#windowId)];
    return (await this.#redis.lineFinishDraw(door, line, this.#holder, drawn, seed, entriesDigest)) === 1;
  }
}
