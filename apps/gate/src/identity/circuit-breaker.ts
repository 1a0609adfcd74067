/** Instants are milliseconds of one clock that only goes forward. */
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerLimits {
  /** Exchanges under way at the same time. */
  readonly maxAtOnce: number;
  /** The breaker opens at so many failures … */
  readonly failuresToOpen: number;
  /** … among the exchanges that ended within this time, if they are at least half of those. */
  readonly windowMs: number;
  /** How long it stays open the first time; each trial that fails doubles it, up to `longestCoolDownMs`. */
  readonly coolDownMs: number;
  readonly longestCoolDownMs: number;
}

/** Leave for one exchange. It has to be given back, once, with how the exchange ended. */
export interface Passage {
  leave(outcome: 'answered' | 'failed', nowMs: number): void;
}

interface Ended {
  readonly atMs: number;
  readonly failed: boolean;
}

/** Endings remembered at most. */
const MOST_REMEMBERED = 200;

/**
 * Keeps one provider that fails or hangs from costing more than a few exchanges: closed, all pass, up to a bound; after
 * several failures it opens and none does; after a while it is half open, and a single exchange tries. What was begun
 * before the breaker changed says nothing about it afterwards.
 */
export class CircuitBreaker {
  readonly #limits: BreakerLimits;
  #ended: Ended[] = [];
  #inFlight = 0;
  /** `null` while closed. */
  #openedAtMs: number | null = null;
  #coolDownMs: number;
  #isTrying = false;
  /** Rises with every change of the breaker. */
  #era = 0;

  constructor(limits: BreakerLimits) {
    this.#limits = limits;
    this.#coolDownMs = limits.coolDownMs;
  }

  state(nowMs: number): BreakerState {
    if (this.#openedAtMs === null) return 'closed';
    return nowMs - this.#openedAtMs < this.#coolDownMs ? 'open' : 'half-open';
  }

  /** Leave for an exchange, or `null` when it must not take place now. */
  enter(nowMs: number): Passage | null {
    const state = this.state(nowMs);
    if (state === 'open' || this.#inFlight >= this.#limits.maxAtOnce) return null;
    if (state === 'half-open') {
      if (this.#isTrying) return null;
      this.#isTrying = true;
    }
    this.#inFlight += 1;
    return this.#passage();
  }

  #passage(): Passage {
    const era = this.#era;
    let isUnderWay = true;
    return {
      leave: (outcome, nowMs) => {
        if (!isUnderWay) return;
        isUnderWay = false;
        this.#inFlight -= 1;
        if (era === this.#era) this.#learn(outcome === 'failed', nowMs);
      },
    };
  }

  #learn(failed: boolean, nowMs: number): void {
    if (this.#openedAtMs !== null) return this.#conclude(failed, nowMs);
    this.#ended.push({ atMs: nowMs, failed });
    const lately = this.#ended.filter(({ atMs }) => nowMs - atMs < this.#limits.windowMs).slice(-MOST_REMEMBERED);
    this.#ended = lately;
    const failures = lately.filter((ending) => ending.failed).length;
    if (failed && failures >= this.#limits.failuresToOpen && failures * 2 >= lately.length) {
      this.#change(nowMs, this.#limits.coolDownMs);
    }
  }

  /** The trial has ended. */
  #conclude(failed: boolean, nowMs: number): void {
    if (failed) this.#change(nowMs, Math.min(this.#coolDownMs * 2, this.#limits.longestCoolDownMs));
    else this.#change(null, this.#limits.coolDownMs);
  }

  #change(openedAtMs: number | null, coolDownMs: number): void {
    this.#era += 1;
    this.#openedAtMs = openedAtMs;
    this.#coolDownMs = coolDownMs;
    this.#isTrying = false;
    this.#ended = [];
  }
}
