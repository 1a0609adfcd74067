import { type Skip, skippedBetween } from './skips.ts';

/** How fast numbers will be called while nothing changes. */
export interface CallingRate {
  readonly perSecond: number;
  /** The standard deviation that measuring it leaves, per second. */
  readonly deviation: number;
  /** So many numbers are called before that, as fast as may be: the seats are free. Less than nothing: they are late. */
  readonly headStart: number;
  /** The most that may be called per second. */
  readonly mostPerSecond: number;
}

/** Expected wait in whole seconds, with the range it should fall into. */
export interface Eta {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/** How many numbers are still to be called before this one, when `serving` is the highest called. */
export function aheadOf(number: number, serving: number, skips: readonly Skip[] = []): number {
  return Math.max(number - serving - 1 - skippedBetween(serving + 1, number - 1, skips), 0);
}

/** What no measurement tells: people leave in bursts, staff change their mind. Relative, and growing with the wait. */
const BURST_SECONDS = 6;
const DRIFT = 0.06;
const DRIFT_GROWS_SECONDS = 60;
const MOST_DRIFT = 0.25;
/** Nine of ten fall within so many deviations. */
const WIDTH = 1.65;
/** Beyond this factor a range says nothing more; it also keeps the range a number. */
const MOST_FACTOR = 1_000;

/**
 * Expected wait for someone with `ahead` people before them: numbers ahead ÷ calling rate, and the range nine of ten
 * waits fall into; those within the head start are called as fast as may be. The wait is a product of many uncertain things, so that its range is a factor to either side.
 * `null` while nothing is called.
 */
export function etaFor(ahead: number, { perSecond, deviation, headStart, mostPerSecond }: CallingRate): Eta | null {
  if (perSecond <= 0) return null;
  const seconds = Math.max((ahead - headStart) / perSecond, ahead / Math.max(mostPerSecond, perSecond));
  const drift = Math.min(DRIFT * Math.sqrt(1 + seconds / DRIFT_GROWS_SECONDS), MOST_DRIFT);
  const burst = BURST_SECONDS / (seconds + BURST_SECONDS);
  const spread = Math.hypot(deviation / perSecond, drift, burst, 1 / Math.sqrt(ahead + 1));
  const factor = Math.min(Math.exp(WIDTH * spread), MOST_FACTOR);
  return { seconds: Math.ceil(seconds), low: Math.floor(seconds / factor), high: Math.ceil(seconds * factor) };
}
