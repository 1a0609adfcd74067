/** Failures in a row that open it. */
const FAILURES = 5;
const SHORTEST_OPEN_MS = 1_000;
const LONGEST_OPEN_MS = 60_000;

/** `closed`: everything may pass. `open`: nothing. `half-open`: one at a time, to see. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * Keeps messages away from a carrier that fails: open after five failures in a row, for a second at first, twice as long
 * after each probe that fails, a minute at most.
 */
export class CircuitBreaker {
  readonly #nowMs: () => number;
  #failures = 0;
  #openings = 0;
  /** While it is not closed: when probing begins. */
  #probeAtMs: number | null = null;
  /** Rises when it opens or closes: what began before does not count any more. */
  #turn = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get state(): CircuitState {
    if (this.#probeAtMs === null) return 'closed';
    return this.#nowMs() < this.#probeAtMs ? 'open' : 'half-open';
  }

  /** Something begins; call what this returns with whether it worked. */
  begin(): (worked: boolean) => void {
    const turn = this.#turn;
    return (worked) => {
      if (turn !== this.#turn) return;
      if (worked) this.#worked();
      else this.#failed();
    };
  }

  #worked(): void {
    this.#failures = 0;
    if (this.#probeAtMs === null) return;
    this.#probeAtMs = null;
    this.#openings = 0;
    this.#turn += 1;
  }

  #failed(): void {
    this.#failures += 1;
    if (this.#probeAtMs === null && this.#failures < FAILURES) return;
    this.#probeAtMs = this.#nowMs() + Math.min(SHORTEST_OPEN_MS * 2 ** this.#openings, LONGEST_OPEN_MS);
    this.#openings += 1;
    this.#failures = 0;
    this.#turn += 1;
  }
}
