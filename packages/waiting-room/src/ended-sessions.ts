import type { SessionEnd, SessionEnds } from './session-ends.ts';

/** Ends read in one step: a millisecond or two of Redis. */
const PIECE = 2_000;
/** People remembered at most, some hundred bytes each; more than a nation's lost phones of a fortnight. */
const MOST_REMEMBERED = 1_000_000;
/** Clocks of those who write may differ, and a write may come late: so far back every reading looks again. */
const OVERLAP_MS = 60_000;
/** So often the whole list is read again, to forget what has gone from it. */
const WHOLE_EVERY_MS = 3_600_000;

/**
 * Who has ended their sessions, in memory, so that reading a session asks nobody. `refresh` once a second: it reads what
 * is new, and everything once the list was written anew. While Redis has lost the list, what is remembered stays.
 */
export class EndedSessions {
  readonly #board: SessionEnds;
  readonly #most: number;
  #ends = new Map<string, number>();
  #latestMs = 0;
  #mark: string | null = null;
  #wholeAtMs = -Infinity;

  /** @param most people remembered at most; beyond it who ended longest ago is forgotten first */
  constructor(board: SessionEnds, most = MOST_REMEMBERED) {
    this.#board = board;
    this.#most = most;
  }

  /** Whether the person ended their sessions at or after the moment this one began. */
  readonly isEnded = ({
    personKey,
    issuedAtMs,
  }: {
    readonly personKey: string;
    readonly issuedAtMs: number;
  }): boolean => (this.#ends.get(personKey) ?? -Infinity) >= issuedAtMs;

  /** Remembers an end that is known here already. */
  note({ personKey, endedAtMs }: SessionEnd): void {
    this.#remember(this.#ends, { personKey, endedAtMs });
  }

  /** Learns what is new. Rejects when Redis is away; nothing is forgotten then. */
  async refresh(nowMs = performance.now()): Promise<void> {
    const { mark, ends } = await this.#board.read(Math.max(0, this.#latestMs - OVERLAP_MS), PIECE);
    const isAnew = mark !== null && mark !== this.#mark;
    if (isAnew || nowMs - this.#wholeAtMs > WHOLE_EVERY_MS || ends.length === PIECE) {
      await this.#readAll(nowMs);
      return;
    }
    for (const end of ends) this.#remember(this.#ends, end);
    this.#latestMs = Math.max(this.#latestMs, ends.at(-1)?.endedAtMs ?? 0);
  }

  async #readAll(nowMs: number): Promise<void> {
    const all = new Map<string, number>();
    let sinceMs = 0;
    let piece = await this.#board.read(sinceMs, PIECE);
    const { mark } = piece;
    for (;;) {
      for (const end of piece.ends) this.#remember(all, end);
      const lastMs = piece.ends.at(-1)?.endedAtMs ?? sinceMs;
      const isLast = piece.ends.length < PIECE || lastMs === sinceMs;
      sinceMs = lastMs;
      if (isLast) break;
      piece = await this.#board.read(sinceMs, PIECE);
    }
    this.#wholeAtMs = nowMs;
    this.#latestMs = Math.max(this.#latestMs, sinceMs);
    if (mark === null || piece.mark !== mark) {
      for (const [personKey, endedAtMs] of all) this.#remember(this.#ends, { personKey, endedAtMs });
      return;
    }
    this.#ends = all;
    this.#mark = mark;
  }

  #remember(ends: Map<string, number>, { personKey, endedAtMs }: SessionEnd): void {
    const known = ends.get(personKey) ?? -Infinity;
    if (known >= endedAtMs) return;
    ends.delete(personKey);
    ends.set(personKey, endedAtMs);
    if (ends.size <= this.#most) return;
    for (const oldest of ends.keys()) {
      ends.delete(oldest);
      break;
    }
  }
}
