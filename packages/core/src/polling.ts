import type { Eta } from './eta.ts';

const SOONEST_MS = 1_000;
/** Whoever is minutes away looks once a minute: of a night with hundreds of thousands who wait, most calls are theirs. */
const LATEST_MS = 60_000;
/** Even those whom the jitter sends last look before the soonest instant of their turn. */
const SHARE_OF_LOW = 0.8;
const JITTER = 0.2;

/**
 * When a waiting browser should ask again, in milliseconds: when it may be their turn at the soonest, by what they were
 * told, so that nobody sleeps past it because the wait was told too long; spread by ±20 % so that a crowd that arrived
 * together does not ask together. A minute's wait costs some seven looks.
 * @param eta the wait as it was told, or `null` when it is unknown (before the opening, while paused)
 * @param random uniform in [0, 1)
 */
export function pollAfterMs(eta: Pick<Eta, 'low'> | null, random: number): number {
  const base = eta === null ? SOONEST_MS * 3 : eta.low * 1_000 * SHARE_OF_LOW;
  const bounded = Math.min(Math.max(base, SOONEST_MS), LATEST_MS);
  return Math.round(bounded * (1 - JITTER + 2 * JITTER * random));
}
