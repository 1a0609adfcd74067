import type { Skip } from '@sunbeon/core';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';
import { skipsOf, skipsText } from './skips.ts';

/** Numbers not known to have been given are passed over only after this long, so that people with a ticket can show it. */
const SETTLE_MS = 8_000;
/** Numbers marked in one step. */
const MARKED_AT_ONCE = 500;

/** How far a line has come: all that is needed to start it again elsewhere. */
export interface LineProgress {
  /** The highest number given. */
  readonly issued: number;
  /** The highest number called. */
  readonly serving: number;
  readonly skips: readonly Skip[];
}

/** What is there of a line, and what it was started for. */
export interface FoundLine extends LineProgress {
  readonly run: string | null;
  readonly epoch: number | null;
  /** How many people have a place, with or without a number yet. */
  readonly placed: number;
}

/** A line as Redis has it. */
export interface LineHealth {
  /** The run of the Redis that holds it: another one after each start and each promotion of a replica. */
  readonly redisRun: string;
  /** The epoch of the window as published, and the ceiling. */
  readonly epoch: number;
  readonly ceiling: number;
  /** `null` when there is no line. */
  readonly line: FoundLine | null;
}

/** A line to be started anew. */
export interface Rebuilding extends LineProgress {
  readonly epoch: number;
  /** The run it is meant for. */
  readonly run: string;
  /** The highest number that may have been given in earlier epochs; the new line goes on above it. */
  readonly ceiling: number;
}

/** What `inspect-line` returns. */
export type InspectReply = readonly [
  redisRun: string,
  epoch: string,
  ceiling: string,
  run: string | null,
  lineEpoch: string | null,
  issued: string | null,
  serving: string | null,
  skips: string | null,
  placed: string | null,
];

/**
 * What the guard of a line does in Redis: looks whether the line is what it was, and starts it anew when it is not. It
 * decides nothing; which epoch may be started where is decided in Postgres.
 */
export class LineGuard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** The line of a window; `null` when the window is not published. */
  async inspect(windowId: string): Promise<LineHealth | null> {
    const keys = this.#keys;
    const reply = await this.#redis.lineInspect(keys.door(windowId), keys.line(windowId));
    return reply === null ? null : healthOf(reply);
  }

  /**
   * Starts the line of a published window for a new epoch, over whatever is left of it. False when this is not the run it
   * was meant for, or the line was started for that epoch or a newer one already.
   */
  async rebuild(windowId: string, rebuilding: Rebuilding): Promise<boolean> {
    const { epoch, run, ceiling, issued, serving, skips } = rebuilding;
    const keys = this.#keys;
    const rebuilt = await this.#redis.lineRebuild(
      keys.door(windowId),
      keys.line(windowId),
      epoch,
      run,
      ceiling,
      issued,
      serving,
      skipsText(skips),
      SETTLE_MS,
    );
    return rebuilt === 1;
  }

  /** Marks numbers that have booked; returns how many were not marked yet. */
  async restoreFinished(windowId: string, numbers: readonly number[]): Promise<number> {
    let added = 0;
    for (let from = 0; from < numbers.length; from += MARKED_AT_ONCE) {
      const some = numbers.slice(from, from + MARKED_AT_ONCE);
      added += await this.#redis.lineRestoreFinished(this.#keys.finished(windowId), ...some);
    }
    return added;
  }

  /** Lets the line give numbers up to `ceiling`, unless it is of another epoch than the numbers were leased for. */
  async raiseCeiling(windowId: string, epoch: number, ceiling: number): Promise<void> {
    await this.#redis.lineRaiseCeiling(this.#keys.door(windowId), ceiling, epoch);
  }
}

function healthOf([
  redisRun,
  epoch,
  ceiling,
  run,
  lineEpoch,
  issued,
  serving,
  skips,
  placed,
]: InspectReply): LineHealth {
  const line = {
    run,
    epoch: lineEpoch === null ? null : Number(lineEpoch),
    issued: Number(issued),
    serving: Number(serving),
    skips: skipsOf(skips ?? ''),
    placed: Number(placed),
  };
  return { redisRun, epoch: Number(epoch), ceiling: Number(ceiling), line: issued === null ? null : line };
}
