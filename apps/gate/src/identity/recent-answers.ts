/** Exchanges remembered at most. */
const MOST_REMEMBERED = 200;
const SLOW_SHARE = 0.9;

interface Exchange {
  readonly atMs: number;
  readonly latencyMs: number;
  readonly failed: boolean;
}

/** How a provider has done lately. */
export interface Standing {
  readonly exchanges: number;
  /** 0 to 1. */
  readonly failureShare: number;
  /** What half of the answers took less than, in milliseconds; `null` without an answer. */
  readonly usualMs: number | null;
  /** What nine out of ten took less than. */
  readonly slowMs: number | null;
}

/** The exchanges with one provider within the last `windowMs`, by a clock that only goes forward. */
export class RecentAnswers {
  readonly #windowMs: number;
  #exchanges: Exchange[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(exchange: Exchange): void {
    this.#exchanges.push(exchange);
    if (this.#exchanges.length > MOST_REMEMBERED) this.#exchanges.shift();
  }

  standing(nowMs: number): Standing {
    const lately = this.#exchanges.filter(({ atMs }) => nowMs - atMs < this.#windowMs);
    const latencies = lately
      .filter(({ failed }) => !failed)
      .map(({ latencyMs }) => latencyMs)
      .toSorted((a, b) => a - b);
    const failures = lately.length - latencies.length;
    return {
      exchanges: lately.length,
      failureShare: lately.length === 0 ? 0 : failures / lately.length,
      usualMs: quantile(latencies, 1 / 2),
      slowMs: quantile(latencies, SLOW_SHARE),
    };
  }
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
