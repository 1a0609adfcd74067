import { type Eta, etaFor, pollAfterMs } from '@sunbeon/core';

/** Sooner and later cancel out. */
const NO_JITTER = 0.5;
/** Fast enough that how many are ahead says nothing more about the wait. */
const LONG_LINE_PER_SECOND = 1_000;

/**
 * How often somebody looks at the status who will be called after so many seconds: at once, then as `pollAfterMs` says each
 * time, until a look finds them called.
 * @param answerSeconds that an answer takes, for nobody asks again before it is there
 */
export function looksUntilCalled(waitSeconds: number, answerSeconds = 0): number {
  let looks = 1;
  for (let left = waitSeconds; left > 0; looks += 1)
    left -= pollAfterMs(toldIn(left), NO_JITTER) / 1_000 + answerSeconds;
  return looks;
}

/** What is told to somebody who will be called after so many seconds, in a long line whose pace has been measured for long. */
export function toldIn(seconds: number): Eta | null {
  return etaFor(seconds * LONG_LINE_PER_SECOND, {
    perSecond: LONG_LINE_PER_SECOND,
    deviation: 0,
    headStart: 0,
    mostPerSecond: LONG_LINE_PER_SECOND,
  });
}

/**
 * Status requests a second of a full line that empties at one pace within so many seconds: at any instant as many people
 * have a second left as have an hour, so it is what one person asks on the whole way, times those who are called a second.
 */
export function looksPerSecond(waiting: number, emptiesInSeconds: number): number {
  return (waiting / emptiesInSeconds) * looksUntilCalled(emptiesInSeconds);
}
