import type { Eta } from './eta.ts';

const SOONEST_MS = 1_000;
/** Whoever is minutes away looks once a minute: of a night with hundreds of thousands who wait, most calls are theirs. */
const LATEST_MS = 60_000;
/** Nobody sleeps past their turn because the wait was told too long: they look after half of the shortest wait that was told. */
const SHARE_OF_LOW = 1 / 2;
const JITTER = 0.2;

/**
 * When a waiting browser should ask again, in milliseconds: soon when the turn may be near, rarely when it is surely far,
 * spread by ±20 % so that a crowd that arrived together does not ask together.
 * @param eta the wait as it was told, or `null` when it is unknown (before the opening, while paused)
 * @param random uniform in [0, 1)
 */
export function pollAfterMs(eta: Pick<Eta, 'low'> | null, random: number): number {
  const base = eta === null ? SOONEST_MS * 3 : eta.low * 1_000 * SHARE_OF_LOW;
  const bounded = Math.min(Math.max(base, SOONEST_MS), LATEST_MS);
  return Math.round(bounded * (1 - JITTER + 2 * JITTER * random));
}
