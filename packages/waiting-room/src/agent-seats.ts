import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { defineScripts } from './scripts.ts';

/** What became of an agent's attempt to take a seat for somebody in the line. */
export type AgentClaimed =
  /** Until `expiresAtMs`, which tells this grant of the seat from any other. */
  | { readonly outcome: 'admitted'; readonly expiresAtMs: number }
  /** Every agents' seat is taken; one is free again after `freeAfterMs` at the latest. */
  | { readonly outcome: 'no-seat'; readonly freeAfterMs: number }
  /** This number has booked. */
  | { readonly outcome: 'finished' }
  /** The person does not hold this number. */
  | { readonly outcome: 'not-placed' }
  | { readonly outcome: 'not-open'; readonly opensAtMs: number }
  /** Nobody is called for now, and nobody is let in by telephone. */
  | { readonly outcome: 'paused' }
  /** Redis lost the line, or part of it, and its guard is starting it anew: a second or two. */
  | { readonly outcome: 'rebuilding' }
  | { readonly outcome: 'closed' }
  | { readonly outcome: 'unknown' };

/** What `claim-agent-seat` returns. */
export type AgentClaimReply =
  | readonly [outcome: 'admitted', expiresAtMs: number]
  | readonly [outcome: 'no-seat', freeAfterMs: number]
  | readonly [outcome: 'not-open', opensAtMs: number]
  | readonly [outcome: 'finished' | 'not-placed' | 'paused' | 'rebuilding' | 'closed' | 'unknown'];

/** One grant of an agents' seat. */
export interface AgentSeat {
  readonly number: number;
  /** As {@link AgentSeats.claim} said. */
  readonly expiresAtMs: number;
}

/**
 * The seats of a window that only agents take, for people on the phone; beside `maxActive`, and as many as the window's
 * `agentSeats`. Each call is one atomic step in Redis. Rejects with ioredis' errors when Redis is away.
 */
export class AgentSeats {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Takes a seat for somebody who holds `number`, whether it has been called or not. Claiming again voids the grant before. */
  async claim(windowId: string, number: number, personKey: string): Promise<AgentClaimed> {
    const keys = this.#keys;
    const reply = await this.#redis.lineClaimAgentSeat(
      keys.door(windowId),
      keys.line(windowId),
      keys.agentSeats(windowId),
      keys.finished(windowId),
      keys.places(windowId),
      number,
      personKey,
    );
    return claimedOf(reply);
  }

  /** Whether a grant is in force: not expired, given back, or granted anew. */
  async holds(windowId: string, { number, expiresAtMs }: AgentSeat): Promise<boolean> {
    const score = await this.#redis.zscore(this.#keys.agentSeats(windowId), String(number));
    return score !== null && Number(score) === expiresAtMs;
  }

  /** Gives a seat back; false when the grant was not in force. */
  async release(windowId: string, { number, expiresAtMs }: AgentSeat): Promise<boolean> {
    return (await this.#redis.lineReleaseAgentSeat(this.#keys.agentSeats(windowId), number, expiresAtMs)) === 1;
  }
}

function claimedOf(reply: AgentClaimReply): AgentClaimed {
  switch (reply[0]) {
    case 'admitted':
      return { outcome: reply[0], expiresAtMs: reply[1] };
    case 'no-seat':
      return { outcome: reply[0], freeAfterMs: reply[1] };
    case 'not-open':
      return { outcome: reply[0], opensAtMs: reply[1] };
    case 'finished':
    case 'not-placed':
    case 'paused':
    case 'rebuilding':
    case 'closed':
    case 'unknown':
      return { outcome: reply[0] };
    default:
      return reply satisfies never;
  }
}
