import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** One person has ended all sessions they had. */
export interface SessionEnd {
  readonly personKey: string;
  readonly endedAtMs: number;
}

/** A part of the list. */
export interface SessionEndsRead {
  /** Another one each time everything was written anew; `null` while something may be missing. */
  readonly mark: string | null;
  /** Oldest first. */
  readonly ends: readonly SessionEnd[];
}

/** What `read-session-ends` returns. */
export type SessionEndsReply = readonly [mark: string, ...personsAndInstants: string[]];

/** Who has ended their sessions and when, for every gate to know. Redis may forget it; it is then written again. */
export class SessionEnds {
  readonly #redis: RedisConnection;
  readonly #key: string;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#key = new Keys(prefix).sessionEnds();
  }

  /** Adds some ends; what is older than `keptFromMs` goes. */
  async note(ends: readonly SessionEnd[], keptFromMs = 0): Promise<void> {
    await this.#redis.lineNoteSessionEnds(this.#key, keptFromMs, 'some', '', ...flat(ends));
  }

  /**
   * Writes everything, in `batches`. False when the list was lost in the middle of it: then it has to be written again.
   * @param writer a name nobody else uses
   */
  async noteAll(batches: AsyncIterable<readonly SessionEnd[]>, keptFromMs: number, writer: string): Promise<boolean> {
    await this.#redis.lineNoteSessionEnds(this.#key, keptFromMs, 'begin', writer);
    for await (const batch of batches) await this.note(batch, keptFromMs);
    return (await this.#redis.lineNoteSessionEnds(this.#key, keptFromMs, 'end', writer)) === 1;
  }

  /** At most `limit` ends from `sinceMs` on. */
  async read(sinceMs: number, limit: number): Promise<SessionEndsRead> {
    const [mark, ...rest] = await this.#redis.lineReadSessionEnds(this.#key, sinceMs, limit);
    const ends: SessionEnd[] = [];
    for (let at = 0; at < rest.length; at += 2)
      ends.push({ personKey: rest[at] ?? '', endedAtMs: Number(rest[at + 1]) });
    return { mark: mark === '' ? null : mark, ends };
  }
}

function flat(ends: readonly SessionEnd[]): (string | number)[] {
  return ends.flatMap(({ personKey, endedAtMs }) => [personKey, endedAtMs]);
}
