import type { RollBoard, RollMark } from './roll-board.ts';
import { isInPieces } from './roll-digests.ts';

interface LoadedRoll {
  readonly mark: RollMark;
  readonly pieces: readonly Buffer[];
}

/** Whether somebody is on a roll; `unknown` while that cannot be said: it is not loaded, or people are being added to it. */
export type RollStanding = 'on' | 'off' | 'unknown';

/**
 * The rolls that windows require, in memory (8 bytes a person), so that whether somebody is on one is asked of nobody.
 * `refresh` once a second reads what has changed. While Redis has lost a roll, what is remembered stays.
 */
export class RollsInMemory {
  readonly #board: RollBoard;
  readonly #loaded = new Map<string, LoadedRoll>();

  constructor(board: RollBoard) {
    this.#board = board;
  }

  /**
   * Loads the rolls of these campaigns as far as they have changed, and forgets all others. Rejects when one cannot be
   * read, after all that can be.
   */
  async refresh(campaignIds: ReadonlySet<string>): Promise<void> {
    for (const known of this.#loaded.keys()) if (!campaignIds.has(known)) this.#loaded.delete(known);
    let failure: Error | null = null;
    for (const campaignId of campaignIds) {
      try {
        await this.#load(campaignId);
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
    if (failure !== null) throw failure;
  }

  standing(campaignId: string, personKey: string): RollStanding {
    const roll = this.#loaded.get(campaignId);
    if (roll === undefined) return 'unknown';
    if (isInPieces(roll.pieces, personKey)) return 'on';
    return roll.mark.isComplete ? 'off' : 'unknown';
  }

  /** How many people are in memory. */
  get people(): number {
    return [...this.#loaded.values()].reduce((sum, { mark }) => sum + mark.people, 0);
  }

  async #load(campaignId: string): Promise<void> {
    const mark = await this.#board.mark(campaignId);
    if (mark === null) return;
    const before = this.#loaded.get(campaignId);
    const pieces: Buffer[] = [];
    for (const [index, id] of mark.pieces.entries()) {
      const known = before?.mark.pieces[index] === id ? before.pieces[index] : undefined;
      pieces.push(known ?? (await this.#board.piece(campaignId, index, id)));
    }
    this.#loaded.set(campaignId, { mark, pieces });
  }
}
