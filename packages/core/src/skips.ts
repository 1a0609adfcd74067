import { z } from 'zod';

/*
 * Numbers nobody holds. When Redis loses a line, the new one goes on above every number that may have been given; what
 * lies between the last number known to have been given and the first new one is skipped by the calling and by counting.
 */

/** The numbers above the first, up to and including the second. */
export type Skip = readonly [above: number, upTo: number];

/** More losses in one night than this, and the oldest skips count as people. */
export const MAX_SKIPS = 16;

const count = z.int().min(0);
export const skipsSchema = z.array(z.tuple([count, count])).max(MAX_SKIPS);

/** How many numbers from `first` to `last`, both included, are skipped. */
export function skippedBetween(first: number, last: number, skips: readonly Skip[]): number {
  let skipped = 0;
  for (const [above, upTo] of skips) skipped += Math.max(0, Math.min(upTo, last) - Math.max(above, first - 1));
  return skipped;
}
