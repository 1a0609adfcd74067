import { Problem } from '@sunbeon/core';
import type { Logger } from '@sunbeon/service-kit';
import type { ConsentBoard, ConsentInForce, FoundConsent } from '@sunbeon/waiting-room';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';

/** Consents asked of `api` at the same time by this process. Redis knows all that are in use; only a lost one is asked for. */
const MAX_ASKED = 8;
/** Longest `api` may take to answer. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * Which consents are in force, from what Redis knows at this moment: nothing is remembered here, so that a withdrawal
 * counts with the next call. What Redis does not know is asked of `api`, which puts it there again; everybody who waits
 * for the same one waits for one answer.
 */
export class Consents {
  readonly #board: ConsentBoard;
  readonly #apiUrl: string;
  readonly #logger: Logger;
  readonly #asked = new Map<string, Promise<void>>();

  constructor(board: ConsentBoard, apiUrl: string, logger: Logger) {
    this.#board = board;
    this.#apiUrl = apiUrl;
    this.#logger = logger;
  }

  /**
   * The consent; `null` when it has ended, or never was.
   * @throws {Problem} `line-unavailable` while Redis is away; `unavailable` when neither Redis nor `api` can say, and
   *   `overloaded` when too many ask `api` already
   */
  async find(consentId: string): Promise<ConsentInForce | null> {
    const known = await this.#known(consentId);
    if (known !== null) return known === 'ended' ? null : known;
    await this.#restored(consentId);
    const found = await this.#known(consentId);
    // What `api` has just put there is gone again: Redis is losing things.
    if (found === null) throw new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    return found === 'ended' ? null : found;
  }

  /** The consent as Postgres knows it now, where what Redis knows is of no use. As {@link find}. */
  async findAnew(consentId: string): Promise<ConsentInForce | null> {
    await this.#restored(consentId);
    return this.find(consentId);
  }

  /** Notes that a seat was taken by the consent; `false` when that has ended meanwhile, and the seat is free again. */
  noteSeat(consentId: string, seat: { windowId: string; number: number }, expiresAtMs: number): Promise<boolean> {
    return askLine(() => this.#board.noteSeat(consentId, seat, expiresAtMs));
  }

  /** Frees the seat taken by a consent that has ended, if nobody has yet. */
  freeSeat(consentId: string): Promise<void> {
    return askLine(() => this.#board.freeSeat(consentId));
  }

  #known(consentId: string): Promise<FoundConsent> {
    return askLine(() => this.#board.find(consentId));
  }

  /** Resolves once `api` has put on the board what Postgres says of the consent. */
  #restored(consentId: string): Promise<void> {
    const asked = this.#asked.get(consentId);
    if (asked) return asked;
    if (this.#asked.size >= MAX_ASKED) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
    const asking = this.#ask(consentId).finally(() => this.#asked.delete(consentId));
    this.#asked.set(consentId, asking);
    return asking;
  }

  async #ask(consentId: string): Promise<void> {
    const address = new URL(`/v1/consents/${encodeURIComponent(consentId)}/force`, this.#apiUrl);
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`api answered ${answer.status}`);
    } catch (error) {
      this.#logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'a consent is not known');
      throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    }
  }
}
