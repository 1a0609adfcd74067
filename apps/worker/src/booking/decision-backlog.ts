import type { Backlog } from '@sunbeon/core';

/** Share of the newest group in what is measured about groups. */
const NEWEST_WEIGHT = 0.2;
/** What was measured is forgotten to 1/e in this time when nothing new is. */
const FORGOTTEN_MS = 5_000;

/** Keeps how many booking requests wait to be decided, and how long deciding takes, what is under way included. */
export class DecisionBacklog {
  readonly #clock: () => number;
  readonly #underWay = new Set<{ readonly sinceMs: number }>();
  #groupMs = 0;
  #measuredAtMs = 0;
  undecided = 0;

  /** @param clock milliseconds of a clock that never goes back */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Decides a group and measures how long that takes, whatever the end. */
  async timed<Result>(decide: () => Promise<Result>): Promise<Result> {
    const group = { sinceMs: this.#clock() };
    this.#underWay.add(group);
    try {
      return await decide();
    } finally {
      this.#underWay.delete(group);
      this.#measure(this.#clock() - group.sinceMs);
    }
  }

  /** A group that hangs counts by its age: a database that never answers is a slow one. */
  get now(): Backlog {
    const oldest = Math.min(...[...this.#underWay].map(({ sinceMs }) => sinceMs));
    return { undecided: this.undecided, commitMs: Math.max(this.#remembered(), this.#clock() - oldest) };
  }

  #measure(groupMs: number): void {
    this.#groupMs = this.#remembered() * (1 - NEWEST_WEIGHT) + groupMs * NEWEST_WEIGHT;
    this.#measuredAtMs = this.#clock();
  }

  #remembered(): number {
    return this.#groupMs * Math.exp(-(this.#clock() - this.#measuredAtMs) / FORGOTTEN_MS);
  }
}
