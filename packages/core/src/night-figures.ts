import { z } from 'zod';
import type { NightMinute } from './night-contract.ts';
import { lineSampleSchema } from './statistics.ts';

const count = z.int().min(0);

/** How far a line had come at an instant, as those who run the night count it: all but `waiting` since the opening. */
export const nightSampleSchema = lineSampleSchema.extend({
  /** Seats that were taken, and requests that were refused; `null` where nobody noted it. */
  admitted: count.nullable().default(null),
  refused: count.nullable().default(null),
});
export type NightSample = z.infer<typeof nightSampleSchema>;
/** The same as it may be noted. */
export type NotedSample = z.input<typeof nightSampleSchema>;

/** What happens per minute. */
export interface NightPace {
  readonly called: number;
  readonly admitted: number | null;
  readonly booked: number;
  readonly refused: number | null;
}

const MINUTE_MS = 60_000;
/** What happened longer ago says nothing about now. */
const LONGEST_SPAN_MS = 90_000;
/** Two readings that are nearer say nothing about a minute. */
const SHORTEST_SPAN_MS = 15_000;

/**
 * How fast it goes, per minute, over the last minute or so: from the oldest of `samples` (oldest first) within a minute and
 * a half until `now`; `null` while that is too short to say.
 */
export function nightPace(samples: readonly NightSample[], now: NightSample): NightPace | null {
  const since = samples.find(({ atMs }) => now.atMs - atMs <= LONGEST_SPAN_MS);
  if (since === undefined || now.atMs - since.atMs < SHORTEST_SPAN_MS) return null;
  const minutes = (now.atMs - since.atMs) / MINUTE_MS;
  const pace = (grown: number | null) => (grown === null ? null : grown / minutes);
  return {
    called: grownBy(since.called, now.called) / minutes,
    admitted: pace(grownIfKnown(since.admitted, now.admitted)),
    booked: grownBy(since.booked, now.booked) / minutes,
    refused: pace(grownIfKnown(since.refused, now.refused)),
  };
}

/** Every sample with what happened from it to the next one, and from the last to `now`. */
export function nightMinutes(samples: readonly NightSample[], now: NightSample): NightMinute[] {
  return samples.map((sample, index) => {
    const next = samples[index + 1] ?? now;
    return {
      at: new Date(sample.atMs).toISOString(),
      waiting: sample.waiting,
      called: grownBy(sample.called, next.called),
      booked: grownBy(sample.booked, next.booked),
      admitted: grownIfKnown(sample.admitted, next.admitted),
      refused: grownIfKnown(sample.refused, next.refused),
    };
  });
}

/** The refusals among the endings of requests (`confirmed` and codes), all together. */
export function refusedOf(endings: Readonly<Record<string, number>>): number {
  return Object.entries(endings).reduce((sum, [ending, many]) => sum + (ending === 'confirmed' ? 0 : many), 0);
}

/** A line that was lost may stand lower for a moment than it did, and cancellations count. */
function grownBy(before: number, after: number): number {
  return Math.max(0, after - before);
}

function grownIfKnown(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : grownBy(before, after);
}
