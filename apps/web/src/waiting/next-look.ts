import { expectedWait, pollAfterMs, type WindowStatus } from '@sunbeon/core';
import type { Place } from './view.ts';

/** A window without movement is looked at this often: it may be moved, resumed, or get doses back. */
const STILL_MS = 5_000;
const FAR_FROM_OPENING_MS = 20_000;
const NEAR_OPENING_MS = 90_000;
const CLOSED_MS = 60_000;
const JITTER = 0.2;

/**
 * When to ask for the status again, in milliseconds: never sooner than the gate allows, rarer the farther the turn is,
 * spread so that people who arrived together do not ask together. `random` in [0, 1).
 */
export function nextLookMs(status: WindowStatus, place: Place | null, nowMs: number, random: number): number {
  const least = spread(status.pollAfterMs, random);
  switch (status.state) {
    case 'closed':
      return spread(CLOSED_MS, random);
    case 'scheduled':
    case 'lobby': {
      const leftMs = Date.parse(status.opensAt) - nowMs;
      return Math.max(least, spread(leftMs > NEAR_OPENING_MS ? FAR_FROM_OPENING_MS : STILL_MS, random));
    }
    case 'paused':
    case 'exhausted':
      return Math.max(least, spread(STILL_MS, random));
    case 'open': {
      if (place === null) return Math.max(least, spread(STILL_MS, random));
      // As it is told to them: who comes into free seats is called long before those after them.
      return Math.max(least, pollAfterMs(expectedWait(status, place.number), random));
    }
    default:
      return status.state satisfies never;
  }
}

function spread(ms: number, random: number): number {
  return Math.round(ms * (1 - JITTER + 2 * JITTER * random));
}
