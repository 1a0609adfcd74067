/** Keys counted at a time; beyond it the older half is forgotten. */
const MAX_KEYS = 1_000_000;

/**
 * How often each key came within the last `windowMs`, at most `times`: counts of the present and the previous window,
 * the previous weighted by the share of it that still lies within reach. Two maps and no timer, however many keys.
 */
export class SlidingCount {
  readonly #times: number;
  readonly #windowMs: number;
  #present = new Map<string, number>();
  #previous = new Map<string, number>();
  #startedMs = Number.NEGATIVE_INFINITY;

  constructor(times: number, windowMs: number) {
    this.#times = times;
    this.#windowMs = windowMs;
  }

  /** Counts `key` once more and returns 0, or returns how many milliseconds to wait when it has come often enough. */
  take(key: string, nowMs: number): number {
    this.#turnOver(nowMs);
    const present = this.#present.get(key) ?? 0;
    const leftOfWindow = 1 - (nowMs - this.#startedMs) / this.#windowMs;
    const before = (this.#previous.get(key) ?? 0) * leftOfWindow;
    if (present + before + 1 > this.#times) return Math.max(1, leftOfWindow * this.#windowMs);
    this.#present.set(key, present + 1);
    return 0;
  }

  #turnOver(nowMs: number): void {
    const elapsedMs = nowMs - this.#startedMs;
    if (elapsedMs < this.#windowMs && this.#present.size < MAX_KEYS) return;
    const isNext = elapsedMs < 2 * this.#windowMs;
    this.#previous = isNext ? this.#present : new Map();
    this.#present = new Map();
    this.#startedMs = isNext && elapsedMs >= this.#windowMs ? this.#startedMs + this.#windowMs : nowMs;
  }
}
