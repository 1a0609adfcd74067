import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { windowStates } from './window.ts';

/* What is public of a night: how many wait, how fast it goes, and how well the expected waits turned out. */

const instant = z.iso.datetime();
const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** One minute in so many is kept: the last hour. */
export const STATISTICS_MINUTES = 60;
/** The newest promises that accuracy is told of: about a quarter of an hour of them. */
export const STATISTICS_PROMISES = 200;

/** `GET /v1/windows/:id/statistics`: the same for everyone, cacheable for a few seconds. */
export const windowStatisticsSchema = z.object({
  id: windowIdSchema,
  state: z.enum(windowStates),
  serverTime: instant,
  /** People with a number that has not been called. */
  waiting: count,
  /** Numbers called since the opening. */
  called: count,
  /** People who have booked and not cancelled. */
  booked: count,
  /** Over the last minutes, five at most; `null` while it is not known. */
  calledPerMinute: z.number().min(0).nullable(),
  /** Fewer than none are told as none: cancellations count. */
  bookedPerMinute: z.number().min(0).nullable(),
  /** Doses left in all open slots; `null` until slots exist. */
  remaining: count.nullable(),
  /** What became of the newest waits that were foretold, {@link STATISTICS_PROMISES} at most. */
  eta: z.object({
    checked: count,
    /** The median of |told − waited| ÷ waited. */
    medianError: z.number().min(0).nullable(),
    /** The share that ended within the range told. */
    withinRange: share.nullable(),
  }),
  /** The last hour, minute by minute, the oldest first; `called` and `booked` within the time from `at` to the next one. */
  minutes: z.array(z.object({ at: instant, waiting: count, called: count, booked: count })).max(STATISTICS_MINUTES),
});
export type WindowStatistics = z.infer<typeof windowStatisticsSchema>;

/** How far a line had come at an instant; `called` and `booked` since the opening. */
export const lineSampleSchema = z.object({ atMs: count, waiting: count, called: count, booked: count });
export type LineSample = z.infer<typeof lineSampleSchema>;

/** What became of one expected wait: |told − waited| ÷ waited, and whether it ended within the range told. */
export const keptPromiseSchema = z.object({ error: z.number().min(0), withinRange: z.boolean() });
export type KeptPromise = z.infer<typeof keptPromiseSchema>;

const MINUTE_MS = 60_000;
const LONGEST_SPAN_MS = 5 * MINUTE_MS;
/** Two readings that are nearer say nothing about a minute. */
const SHORTEST_SPAN_MS = 15_000;

/** How fast it went, per minute, from the oldest of `samples` of the last five minutes until `now`; `null` while that is too short. */
export function pacePerMinute(
  samples: readonly LineSample[],
  now: LineSample,
): { readonly called: number; readonly booked: number } | null {
  const since = samples.find(({ atMs }) => now.atMs - atMs <= LONGEST_SPAN_MS);
  if (since === undefined || now.atMs - since.atMs < SHORTEST_SPAN_MS) return null;
  const minutes = (now.atMs - since.atMs) / MINUTE_MS;
  return { called: grown(since.called, now.called) / minutes, booked: grown(since.booked, now.booked) / minutes };
}

/** Every sample with what happened from it to the next one, and from the last to `now`. */
export function minuteByMinute(samples: readonly LineSample[], now: LineSample): WindowStatistics['minutes'] {
  return samples.map((sample, index) => {
    const next = samples[index + 1] ?? now;
    return {
      at: new Date(sample.atMs).toISOString(),
      waiting: sample.waiting,
      called: grown(sample.called, next.called),
      booked: grown(sample.booked, next.booked),
    };
  });
}

/** The median error and the share within the range told. */
export function accuracyOf(promises: readonly KeptPromise[]): WindowStatistics['eta'] {
  const errors = promises.map(({ error }) => error).toSorted((a, b) => a - b);
  const within = promises.filter(({ withinRange }) => withinRange).length;
  return {
    checked: promises.length,
    medianError: errors[errors.length >> 1] ?? null,
    withinRange: promises.length === 0 ? null : within / promises.length,
  };
}

/** A line that was lost may stand lower for a moment than it did. */
function grown(before: number, after: number): number {
  return Math.max(0, after - before);
}
