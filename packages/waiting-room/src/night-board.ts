import { Keys } from './keys.ts';
import { type LineStatus, lineStatusOf, type StatusReply } from './line-status.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** A window and its line at one instant, and how many people are where in it. */
export interface NightStatus extends LineStatus {
  /** Seats taken, of `maxActive` … */
  readonly active: number;
  /** … and those that only agents take, of `agentSeats`. */
  readonly agentsActive: number;
  /** Numbers that have booked and not cancelled. */
  readonly booked: number;
  /** Seats that were taken since the opening, agents' not among them; one that expired and was taken again is two. */
  readonly admissions: number;
  /** People in the lobby of a draw that was not drawn. */
  readonly inLobby: number;
}

/** What `read-night` returns. */
export type NightReply = readonly [
  ...status: StatusReply,
  active: number,
  agentsActive: number,
  booked: number,
  admissions: number,
  inLobby: number,
];

/** What whoever runs the night sees of each line. Rejects with ioredis' errors when Redis is away. */
export class NightBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** `null` for an unknown window. Rejects with `UnreadableRecord` when something else wrote there. */
  async read(windowId: string): Promise<NightStatus | null> {
    const keys = this.#keys;
    const reply = await this.#redis.lineReadNight(
      keys.door(windowId),
      keys.line(windowId),
      keys.seats(windowId),
      keys.agentSeats(windowId),
      keys.finished(windowId),
    );
    const [door, issued, serving, rate, deviation, skips, serverTimeMs, active, agentsActive, ...counts] = reply;
    const [booked, admissions, inLobby] = counts;
    const status = lineStatusOf([door, issued, serving, rate, deviation, skips, serverTimeMs]);
    return status === null ? null : { ...status, active, agentsActive, booked, admissions, inLobby };
  }
}
