const SOONEST_MS = 1_000;
/** Whoever is minutes away looks once a minute: of a night with hundreds of thousands who wait, most calls are theirs. */
const LATEST_MS = 60_000;
/** Someone far away may look again after half of the wait that is left: the last minute costs seven looks. */
const SHARE_OF_WAIT = 1 / 2;
const JITTER = 0.2;

/**
 * When a waiting browser should ask again, in milliseconds: soon when the turn is near, rarely when it is far,
 * spread by ±20 % so that a crowd that arrived together does not ask together.
 * @param waitSeconds expected wait, or `null` when unknown (before the opening, while paused)
 * @param random uniform in [0, 1)
 */
export function pollAfterMs(waitSeconds: number | null, random: number): number {
  const base = waitSeconds === null ? SOONEST_MS * 3 : waitSeconds * 1_000 * SHARE_OF_WAIT;
  const bounded = Math.min(Math.max(base, SOONEST_MS), LATEST_MS);
  return Math.round(bounded * (1 - JITTER + 2 * JITTER * random));
}
