import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Keys } from './keys.ts';
import type { RedisConnection } from './redis-connection.ts';
import { ROLL_PIECES } from './roll-digests.ts';
import { defineScripts } from './scripts.ts';
import { readStored, UnreadableRecord } from './unreadable-record.ts';

/** A roll nobody has renewed for this long is worth nothing any more. */
const KEPT_MS = 86_400_000;
/** A piece that was replaced is kept for gates that are just reading. */
const REPLACED_KEPT_MS = 600_000;
const PIECE_ID_BYTES = 12;

const markSchema = z.object({
  /** Of the roll in Postgres. */
  version: z.string().max(64),
  /** Whether everybody is in it who will be: nobody is being added at present. */
  isComplete: z.boolean(),
  people: z.int().min(0),
  /** What each piece holds, by a digest of its content. */
  pieces: z.array(z.string().max(64)).length(ROLL_PIECES),
});
/** Which roll the edge goes by. */
export type RollMark = Readonly<z.infer<typeof markSchema>>;

/**
 * The rolls of campaigns as the edge keeps them: digests of person keys, in pieces named by their content, so that only
 * what changed is written and read. Nothing here names anybody. One worker at a time publishes a roll.
 */
export class RollBoard {
  readonly #redis: RedisConnection;
  readonly #keys: Keys;

  constructor(redis: RedisConnection, prefix: string) {
    defineScripts(redis);
    this.#redis = redis;
    this.#keys = new Keys(prefix);
  }

  /** Takes the right to publish a roll when nobody has it, or prolongs one's own; false when another has it. */
  async hold(campaignId: string, holder: string, leaseMs: number): Promise<boolean> {
    const [held] = await this.#redis.lineHoldLease(this.#keys.rollLease(campaignId), holder, leaseMs, 1);
    return held === 1;
  }

  /** Gives the right back, if it is ours. */
  async release(campaignId: string, holder: string): Promise<void> {
    await this.#redis.lineReleaseLease(this.#keys.rollLease(campaignId), holder);
  }

  /** The roll in force; `null` before the first was published, or when Redis has lost it. */
  async mark(campaignId: string): Promise<RollMark | null> {
    const text = await this.#redis.get(this.#keys.rollMark(campaignId));
    return text === null ? null : readStored(markSchema, `the roll of ${campaignId}`, () => JSON.parse(text));
  }

  /** Writes the pieces that are not there yet, and then puts the roll in force. */
  async publish(campaignId: string, roll: Omit<RollMark, 'pieces'>, pieces: Iterable<Buffer>): Promise<void> {
    const before = await this.mark(campaignId);
    const ids: string[] = [];
    for (const piece of pieces) {
      const id = createHash('sha256').update(piece).digest().subarray(0, PIECE_ID_BYTES).toString('base64url');
      const key = this.#keys.rollPiece(campaignId, ids.length, id);
      if (before?.pieces[ids.length] !== id || (await this.#redis.pexpire(key, KEPT_MS)) === 0) {
        await this.#redis.set(key, piece, 'PX', KEPT_MS);
      }
      ids.push(id);
    }
    await this.putInForce(campaignId, { ...roll, pieces: ids });
    for (const [index, id] of (before?.pieces ?? []).entries()) {
      if (ids[index] !== id) await this.#redis.pexpire(this.#keys.rollPiece(campaignId, index, id), REPLACED_KEPT_MS);
    }
  }

  /** Puts a roll in force whose pieces are there. */
  async putInForce(campaignId: string, mark: RollMark): Promise<void> {
    await this.#redis.set(this.#keys.rollMark(campaignId), JSON.stringify(markSchema.parse(mark)), 'PX', KEPT_MS);
  }

  /** Keeps a roll for another day. False when a part of it has gone: then it has to be published anew. */
  async renew(campaignId: string, mark: RollMark): Promise<boolean> {
    const pieces = mark.pieces.map((id, index) => this.#keys.rollPiece(campaignId, index, id));
    const keys = [this.#keys.rollMark(campaignId), ...pieces];
    const found = await Promise.all(keys.map((key) => this.#redis.pexpire(key, KEPT_MS)));
    return found.every((count) => count === 1);
  }

  /** One piece of a roll in force. @throws {UnreadableRecord} when it is not there */
  async piece(campaignId: string, index: number, id: string): Promise<Buffer> {
    const bytes = await this.#redis.getBuffer(this.#keys.rollPiece(campaignId, index, id));
    if (bytes === null) throw new UnreadableRecord(`a piece of the roll of ${campaignId} is missing`);
    // A copy: what was read may be a part of something larger, which would stay in memory with it.
    return Buffer.from(bytes);
  }
}
