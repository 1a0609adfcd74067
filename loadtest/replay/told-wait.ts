import { aheadOf, type Eta, expectedWait, type WindowStatus } from '@sunbeon/core';

/** When a wait was told: with the number; by the first status that told one; by the first one after half of those ahead had been called. */
export const toldMoments = ['joining', 'first-look', 'halfway'] as const;
export type ToldMoment = (typeof toldMoments)[number];

/** A wait as it was told to somebody. */
export interface ToldWait {
  readonly moment: ToldMoment;
  /** Milliseconds of the epoch. */
  readonly toldAtMs: number;
  readonly eta: Eta;
}

/** Told waits as they are kept, five numbers each, because hundreds of thousands of people keep theirs at once. */
const FIELDS = 5;

/** Adds a wait to those kept; nothing is added where none was told. */
export function keepWait(kept: number[], moment: ToldMoment, toldAtMs: number, eta: Eta | null): void {
  if (eta !== null) kept.push(toldMoments.indexOf(moment), toldAtMs, eta.seconds, eta.low, eta.high);
}

/** The waits out of what was kept. */
export function toldWaits(kept: readonly number[]): ToldWait[] {
  const waits: ToldWait[] = [];
  for (let at = 0; at + FIELDS <= kept.length; at += FIELDS) {
    const [index = 0, toldAtMs = 0, seconds = 0, low = 0, high = 0] = kept.slice(at, at + FIELDS);
    const moment = toldMoments[index];
    if (moment !== undefined) waits.push({ moment, toldAtMs, eta: { seconds, low, high } });
  }
  return waits;
}

/** Somebody who waits and looks at the status: keeps what the waiting page shows them at two moments. */
export class Looks {
  readonly #kept: number[];
  readonly #number: number;
  #halfway = Number.NaN;
  #isDone = false;

  constructor(kept: number[], number: number) {
    this.#kept = kept;
    this.#number = number;
  }

  look(status: WindowStatus, nowMs: number): void {
    if (this.#isDone || status.ratePerSecond <= 0 || status.serving >= this.#number) return;
    const ahead = aheadOf(this.#number, status.serving, status.skips);
    if (ahead > this.#halfway) return;
    const isFirst = Number.isNaN(this.#halfway);
    keepWait(this.#kept, isFirst ? 'first-look' : 'halfway', nowMs, expectedWait(status, this.#number));
    this.#halfway = ahead / 2;
    this.#isDone = !isFirst;
  }
}
