/** How the bookings behind the line are doing. */
export interface Backlog {
  /** Booking requests that were accepted and are not decided. */
  readonly undecided: number;
  /** How long the database takes for a group of them, in milliseconds. */
  readonly commitMs: number;
}

/** Up to the first of each pair nobody is called more slowly, from the second on as slowly as can be. */
const UNDECIDED = [1_000, 10_000] as const;
const COMMIT_MS = [250, 2_000] as const;
/** Calling never stops for a backlog: the few who come show when it is over. */
export const SLOWEST_PACE = 0.05;
/** The pace falls within about a second, and rises in about ten: a backlog that comes back at once is worse than a slow start. */
const FALLS_MS = 500;
const RISES_MS = 5_000;

/** The share of `maxPerSecond` at which to call while the backlog is what it is; falls smoothly from 1 to {@link SLOWEST_PACE}. */
export function paceFor({ undecided, commitMs }: Backlog): number {
  const load = Math.max(loadOf(undecided, UNDECIDED), loadOf(commitMs, COMMIT_MS));
  return 1 - (1 - SLOWEST_PACE) * load * load * (3 - 2 * load);
}

/** From 0 at `easy` to 1 at `full`, in ratios: twice as much is as much worse wherever it starts. */
function loadOf(value: number, [easy, full]: readonly [number, number]): number {
  const load = Math.log(Math.max(value, easy) / easy) / Math.log(full / easy);
  return Math.min(load, 1);
}

/** The pace after `elapsedMs` on the way to another one. */
export function nextPace(pace: number, target: number, elapsedMs: number): number {
  const left = Math.exp(-elapsedMs / (target < pace ? FALLS_MS : RISES_MS));
  return target + (pace - target) * left;
}
