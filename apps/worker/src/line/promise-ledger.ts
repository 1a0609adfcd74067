import { aheadOf, type CallingRate, type Eta, etaFor, type KeptPromise, type Skip } from '@sunbeon/core';

/** As much of a line's status as a promise is made and kept from. */
export interface LineNow {
  readonly serving: number;
  readonly issued: number;
  readonly skips: readonly Skip[];
  readonly rate: CallingRate | null;
  readonly serverTimeMs: number;
}

interface Promised {
  readonly number: number;
  readonly eta: Eta;
  readonly atMs: number;
}

/** One promise in so much time; more would tell no more. */
const EVERY_MS = 5_000;
/** The line of a whole night. */
const MOST_PROMISES = 10_000;
/** Answers are in whole seconds: a shorter wait says nothing about them. */
const SHORTEST_WAIT_SECONDS = 1;

/** Notes what whoever joins a line now is told about their wait, and how that turns out. Pauses count: people wait through them. */
export class PromiseLedger {
  #open: Promised[] = [];
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** Takes in how far the line has come; returns the promises whose number was called meanwhile. */
  look(now: LineNow): KeptPromise[] {
    const called = this.#open.filter(({ number }) => number <= now.serving);
    this.#open = this.#open.filter(({ number }) => number > now.serving);
    this.#promise(now);
    return called.flatMap(({ eta, atMs }) => {
      const waitedSeconds = (now.serverTimeMs - atMs) / 1_000;
      if (waitedSeconds < SHORTEST_WAIT_SECONDS) return [];
      const withinRange = eta.low <= waitedSeconds && waitedSeconds <= eta.high;
      return [{ error: Math.abs(eta.seconds - waitedSeconds) / waitedSeconds, withinRange }];
    });
  }

  #promise({ serving, issued, skips, rate, serverTimeMs }: LineNow): void {
    if (rate === null || issued <= serving || serverTimeMs - this.#lastAtMs < EVERY_MS) return;
    const eta = etaFor(aheadOf(issued, serving, skips), rate);
    if (eta === null || this.#open.length >= MOST_PROMISES) return;
    this.#open.push({ number: issued, eta, atMs: serverTimeMs });
    this.#lastAtMs = serverTimeMs;
  }
}
