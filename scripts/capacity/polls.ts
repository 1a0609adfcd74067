import { pollAfterMs } from '@sunbeon/core';

/** The spread of the polls cancels out: as many come sooner as come later. */
const NO_JITTER = 0.5;
/** Steps in which a wait is added up. */
const STEPS = 2_000;

/** How often somebody looks at the status who will be called after so many seconds, from now until then. */
export function pollsUntilCalled(waitSeconds: number): number {
  return overTheWait(waitSeconds, (leftSeconds) => 1_000 / pollAfterMs(leftSeconds, NO_JITTER));
}

/**
 * Status requests a second of a full line that empties at one pace within so many seconds: at any instant as many people
 * have a second left as have an hour.
 */
export function pollsPerSecond(waiting: number, emptiesInSeconds: number): number {
  if (emptiesInSeconds <= 0) return 0;
  return (waiting / emptiesInSeconds) * pollsUntilCalled(emptiesInSeconds);
}

/** The integral of a rate over what is left of a wait, by the midpoint rule. */
function overTheWait(waitSeconds: number, rateAt: (leftSeconds: number) => number): number {
  const step = waitSeconds / STEPS;
  let sum = 0;
  for (let n = 0; n < STEPS; n += 1) sum += rateAt((n + 0.5) * step) * step;
  return sum;
}
