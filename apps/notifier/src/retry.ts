const SOONEST_MS = 1_000;
const LATEST_MS = 300_000;
/** After so many attempts a message is given up and shown as failed. */
const MAX_ATTEMPTS = 12;
const JITTER = 0.2;

/**
 * When a message is tried again after its `attempts`-th failure: one second, doubling up to five minutes, ±20 %.
 * `null` when it is given up.
 * @param random uniform in [0, 1)
 */
export function nextAttemptAfterMs(attempts: number, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  const base = Math.min(SOONEST_MS * 2 ** Math.max(attempts - 1, 0), LATEST_MS);
  return Math.round(base * (1 - JITTER + 2 * JITTER * random));
}
