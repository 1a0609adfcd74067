/** How fast numbers are called, measured: an exponentially weighted mean and its standard deviation, per second. */
export interface CallingRate {
  readonly perSecond: number;
  readonly deviation: number;
}

/** Expected wait in whole seconds, with the range it should fall into. */
export interface Eta {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/** How many numbers are still to be called before this one, when `serving` is the highest called. */
export function aheadOf(number: number, serving: number): number {
  return Math.max(number - serving - 1, 0);
}

const SLOWEST_SHARE = 0.25;

/**
 * Expected wait for someone with `ahead` people before them: numbers ahead ÷ measured calling rate.
 * The range comes from one deviation of the rate to either side; the slow side never goes below a quarter of the mean,
 * so that one odd second does not promise "hours". `null` while nothing is called.
 */
export function etaFor(ahead: number, rate: CallingRate): Eta | null {
  if (rate.perSecond <= 0) return null;
  const slow = Math.max(rate.perSecond - rate.deviation, rate.perSecond * SLOWEST_SHARE);
  const fast = rate.perSecond + rate.deviation;
  return {
    seconds: Math.ceil(ahead / rate.perSecond),
    low: Math.floor(ahead / fast),
    high: Math.ceil(ahead / slow),
  };
}

/** Share of the newest sample in the mean: about the last twenty samples count. */
const NEWEST_WEIGHT = 0.1;

/** The next calling rate after `called` numbers within `elapsedMs` (West's incremental EWMA of mean and variance). */
export function nextCallingRate(rate: CallingRate | null, called: number, elapsedMs: number): CallingRate {
  const sample = (called * 1_000) / elapsedMs;
  if (rate === null) return { perSecond: sample, deviation: 0 };
  const difference = sample - rate.perSecond;
  const perSecond = rate.perSecond + NEWEST_WEIGHT * difference;
  const variance = (1 - NEWEST_WEIGHT) * (rate.deviation ** 2 + NEWEST_WEIGHT * difference ** 2);
  return { perSecond, deviation: Math.sqrt(variance) };
}
