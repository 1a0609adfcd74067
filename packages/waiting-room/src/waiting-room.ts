import { HIGHEST_NUMBER } from '@sunbeon/core';
import type { Call } from './call.ts';
import { type Claimed, claimedOf } from './claimed.ts';
import { forgetWindow } from './forget-window.ts';
import { GroupedCalls } from './grouped-calls.ts';
import { type Joined, joinedEach } from './joined.ts';
import { Keys } from './keys.ts';
import { type LineStatus, lineStatusOf } from './line-status.ts';
import type { LobbyDrawn } from './lobby-draw.ts';
import { type PublishedWindow, publishArguments, storedWindow } from './published-window.ts';
import type { RedisConnection } from './redis-connection.ts';
import { type Reseated, reseatedOf } from './reseated.ts';
import { defineScripts } from './scripts.ts';
import { type Standing, standingEach } from './standing.ts';
import { UnreadableRecord } from './unreadable-record.ts';

/**
 * How long a called number is expected. A page near the front asks about once a second, so whoever is there comes within
 * this time; whoever comes later still gets in.
 */
const CLAIM_GRACE_MS = 3_000;

/** Whoever is called and finds every seat taken is asked to come again after this long; until then the next free seat is kept for them. */
export const COME_AGAIN_SECONDS = 2;

export interface CallOptions {
  readonly claimGraceMs?: number;
  /** Share of `maxPerSecond` that may be called, 0–1: less than 1 when what is behind the line is slow. */
  readonly pace?: number;
}

/**
 * The line of every window, in Redis. Each call is one atomic step there, and Redis' `TIME` is the only clock, so that
 * any number of processes may share a line. Numbers start at 1. Rejects with ioredis' errors when Redis is away.
 */
export class WaitingRoom {
  /** Commands that carry many people already: a connection with auto-pipelining need not hold them back. */
  static readonly gathered: readonly string[] = ['lineJoin', 'lineReadStanding'];

  readonly #redis: RedisConnection;
  readonly #keys: Keys;
  readonly #joins: GroupedCalls<string, Joined>;
  readonly #standings: GroupedCalls<number, Standing | null>;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
    this.#joins = new GroupedCalls((id, personKeys) => this.#joinEach(id, personKeys));
    this.#standings = new GroupedCalls((id, numbers) => this.#standingEach(id, numbers));
  }

  /**
   * Puts a window in force, all of it at once; false when an equal or newer version is there. The ceiling is never
   * lowered, and a `remaining` of `null` leaves what {@link setRemaining} said. The line of a guarded window gives no
   * number before its guard has started it (`LineGuard`).
   */
  async publishWindow(window: PublishedWindow): Promise<boolean> {
    const { id } = window;
    const put = await this.#redis.linePublishWindow(
      this.#keys.door(id),
      this.#keys.line(id),
      ...publishArguments(window),
    );
    await this.#redis.sadd(this.#keys.windows(), id);
    return put === 1;
  }

  /**
   * Every published window, the earliest opening first. One that cannot be read is left out, so that it does not close
   * all others; {@link window} says what is wrong with it.
   */
  async windows(): Promise<PublishedWindow[]> {
    const ids = await this.#redis.smembers(this.#keys.windows());
    const windows = await Promise.all(ids.map((id) => this.window(id).catch(nullIfUnreadable)));
    return windows
      .filter((window) => window !== null)
      .toSorted((a, b) => a.opensAtMs - b.opensAtMs || a.id.localeCompare(b.id));
  }

  /** `null` when it is not published. Rejects with {@link UnreadableRecord} when something else wrote there. */
  async window(id: string): Promise<PublishedWindow | null> {
    return storedWindow(await this.#redis.hgetall(this.#keys.door(id)));
  }

  /**
   * Removes who stood in the line of a window that closed `closedForMs` ago, a week after the closing, and the window
   * itself after ninety days. Nothing happens before that.
   */
  async forget(id: string, closedForMs: number): Promise<void> {
    await forgetWindow(this.#redis, this.#keys, id, closedForMs);
  }

  /** Redis' clock, milliseconds since the epoch. */
  async serverTimeMs(): Promise<number> {
    const [seconds = Number.NaN, microseconds = Number.NaN] = await this.#redis.time();
    return seconds * 1_000 + Math.floor(microseconds / 1_000);
  }

  /**
   * Gives a person a number, the same one however often they ask. Nobody gets one before the opening; the lobby of a
   * draw only notes that they are there. Whoever joins within one moment does so in one step, in the order of
   * the calls.
   */
  join(id: string, personKey: string): Promise<Joined> {
    return this.#joins.ask(id, personKey);
  }

  async #joinEach(id: string, personKeys: readonly string[]): Promise<readonly (Joined | Error)[]> {
    const keys = this.#keys;
    const reply = await this.#redis.lineJoin(keys.door(id), keys.line(id), keys.places(id), ...personKeys);
    return joinedEach(reply, personKeys.length);
  }

  /**
   * Gives someone who shows a ticket of an earlier epoch the number on it back: before anybody who came after the loss,
   * and in the old order among those who come back. A ticket of the epoch in force changes nothing.
   */
  async reseat(id: string, ticket: { number: number; epoch: number; personKey: string }): Promise<Reseated> {
    const keys = this.#keys;
    const reply = await this.#redis.lineReseat(
      keys.door(id),
      keys.line(id),
      keys.places(id),
      keys.seats(id),
      whole(ticket.number),
      whole(ticket.epoch),
      ticket.personKey,
    );
    return reseatedOf(reply);
  }

  /** The place a person holds: a number, `lobby` before the draw, or `null`. Gives none. */
  async placeOf(id: string, personKey: string): Promise<number | 'lobby' | null> {
    const keys = this.#keys;
    const held = await this.#redis.lineFindPlace(keys.door(id), keys.line(id), keys.places(id), personKey);
    return held === 0 ? 'lobby' : held;
  }

  /** What became of the draw of a window's lobby; `null` while it was not drawn, and under `fifo`. */
  async drawOf(id: string): Promise<LobbyDrawn | null> {
    const [drawn, seed, entriesDigest] = await this.#redis.hmget(this.#keys.line(id), 'drawn', 'seed', 'entriesDigest');
    return drawn && seed && entriesDigest ? { drawn: Number(drawn), seed, entriesDigest } : null;
  }

  /** Where a number stands; `null` when the window is unknown or the number was never given. Asked together, as joins are. */
  async standing(id: string, number: number): Promise<Standing | null> {
    return whole(number) > HIGHEST_NUMBER ? null : this.#standings.ask(id, number);
  }

  async #standingEach(id: string, numbers: readonly number[]): Promise<readonly (Standing | null)[]> {
    const keys = this.#keys;
    const reply = await this.#redis.lineReadStanding(
      keys.door(id),
      keys.line(id),
      keys.seats(id),
      keys.finished(id),
      ...numbers,
    );
    return standingEach(numbers, reply);
  }

  /** A window and its line, the same for everyone; `null` when the window is unknown. */
  async status(id: string): Promise<LineStatus | null> {
    return lineStatusOf(await this.#redis.lineReadStatus(this.#keys.door(id), this.#keys.line(id)));
  }

  /** Takes a seat for a called number, never more than `maxActive` at a time; asking again gives the same seat. */
  async claim(id: string, number: number, personKey: string): Promise<Claimed> {
    const keys = this.#keys;
    const reply = await this.#redis.lineClaim(
      keys.door(id),
      keys.line(id),
      keys.seats(id),
      keys.called(id),
      keys.finished(id),
      keys.places(id),
      whole(number),
      personKey,
      COME_AGAIN_SECONDS * 1_000,
    );
    return claimedOf(number, reply);
  }

  /** The number has booked: its seat is free, and it cannot take another. */
  async finish(id: string, number: number): Promise<void> {
    await this.finishMany(id, [number]);
  }

  /** {@link finish} for many numbers, in one step. */
  async finishMany(id: string, numbers: readonly number[]): Promise<void> {
    const keys = this.#keys;
    await this.#redis.lineFinish(
      keys.line(id),
      keys.seats(id),
      keys.called(id),
      keys.finished(id),
      ...numbers.map((number) => whole(number)),
    );
  }

  /**
   * A number whose booking was cancelled may take a seat again, as one that was called. False when it had not booked, or
   * was reopened before.
   */
  async reopen(id: string, number: number): Promise<boolean> {
    return (await this.#redis.lineReopen(this.#keys.finished(id), whole(number))) === 1;
  }

  /** Gives the seat back without a booking; the number stays called. */
  async release(id: string, number: number): Promise<void> {
    await this.#redis.zrem(this.#keys.seats(id), whole(number));
  }

  /**
   * One tick of the outflow: calls as many numbers as it takes to fill the free seats, no faster than it takes for
   * `maxPerSecond` people to come. Called numbers nobody has come for yet count by how likely somebody still will, which
   * is measured. Calls nobody while the window is not open, paused, exhausted or unknown.
   */
  async callNext(id: string, options: CallOptions = {}): Promise<Call> {
    const keys = this.#keys;
    const reply = await this.#redis.lineCallNext(
      keys.door(id),
      keys.line(id),
      keys.seats(id),
      keys.called(id),
      whole(options.claimGraceMs ?? CLAIM_GRACE_MS),
      share(options.pace ?? 1),
    );
    const [called, serving, active] = reply ?? [0, 0, 0];
    return { called, serving, active };
  }

  /** Says how many doses are left; at 0 the window is exhausted until there are some again. `null`: unknown. */
  async setRemaining(id: string, remaining: number | null): Promise<void> {
    await this.#redis.lineSetRemaining(this.#keys.door(id), remaining === null ? '' : whole(remaining));
  }

  /** Lets the line give numbers up to `ceiling`; never lowers it. */
  async raiseCeiling(id: string, ceiling: number): Promise<void> {
    await this.#redis.lineRaiseCeiling(this.#keys.door(id), whole(ceiling), '');
  }
}

function nullIfUnreadable(error: unknown): null {
  if (error instanceof UnreadableRecord) return null;
  throw error;
}

/** Lua reads "1e21", "NaN" and fractions in its own way: none of them leaves here. */
function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number: ${value}`);
  return value;
}

function share(value: number): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`not a share: ${value}`);
  return value;
}
