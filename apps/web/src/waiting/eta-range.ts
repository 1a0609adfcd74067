import type { Eta } from '@sunbeon/core';

/** Between which two clock times the turn is expected. */
export interface ClockRange {
  readonly lowMs: number;
  readonly highMs: number;
}

const MINUTE_MS = 60_000;
/** A shown range is let stand until the newly measured one is this many times tighter. */
const TIGHTER = 3;

/**
 * The next range to show: clock times rounded outwards (to one, five or ten minutes, the coarser the farther away).
 * What is shown already stays as long as it still holds the expectation and is not needlessly wide.
 */
export function nextRange(shown: ClockRange | null, eta: Eta, nowMs: number): ClockRange {
  const grainMs = grainOf(eta.high);
  const fresh = {
    lowMs: Math.floor((nowMs + eta.low * 1_000) / grainMs) * grainMs,
    highMs: Math.ceil((nowMs + eta.high * 1_000) / grainMs) * grainMs,
  };
  const expectedMs = nowMs + eta.seconds * 1_000;
  const holds = shown !== null && expectedMs >= shown.lowMs && expectedMs <= shown.highMs;
  return holds && widthOf(shown) < TIGHTER * widthOf(fresh) ? shown : fresh;
}

function grainOf(seconds: number): number {
  if (seconds <= 30 * 60) return MINUTE_MS;
  return seconds <= 2 * 3_600 ? 5 * MINUTE_MS : 10 * MINUTE_MS;
}

function widthOf(range: ClockRange): number {
  return range.highMs - range.lowMs;
}
