import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** What someone does that night besides waiting their turn. */
export const habits = ['plain', 'early', 'two-devices', 'closes-tab'] as const;
type Habit = (typeof habits)[number];

/** One person of the night: when they come, measured from the opening, and what they do. */
export interface Role {
  readonly eligible: boolean;
  readonly habit: Habit;
  /** Milliseconds after the opening. */
  readonly arrivesAfterMs: number;
  /** Milliseconds before the opening at which the early ones try. */
  readonly triesBeforeMs: number;
}

/** Shares of the crowd. Nobody counted them that night; they are guesses on the generous side. */
const EARLY_SHARE = 0.1;
const TWO_DEVICES_SHARE = 0.05;
const CLOSES_TAB_SHARE = 0.03;
const INELIGIBLE_PER_ELIGIBLE = 0.05;
const EARLIEST_TRY_MS = 5_000;
const LATEST_TRY_MS = 50;

/**
 * The roles of a night for `people` eligible persons and some more who are not. Arrivals fall off exponentially after the
 * opening and end after `arriveWithinMs`. The same seed gives the same night.
 */
export function castOf(people: number, arriveWithinMs: number, seed: number): Role[] {
  const random = seededRandom(seed);
  const outsiders = Math.ceil(people * INELIGIBLE_PER_ELIGIBLE);
  return Array.from({ length: people + outsiders }, (_, index) => {
    const eligible = index < people;
    return {
      eligible,
      habit: eligible ? habitFor(random()) : 'plain',
      arrivesAfterMs: Math.min(-Math.log(1 - random()) * (arriveWithinMs / 4), arriveWithinMs),
      triesBeforeMs: LATEST_TRY_MS + random() * (EARLIEST_TRY_MS - LATEST_TRY_MS),
    };
  });
}

function habitFor(share: number): Habit {
  if (share < EARLY_SHARE) return 'early';
  if (share < EARLY_SHARE + TWO_DEVICES_SHARE) return 'two-devices';
  if (share < EARLY_SHARE + TWO_DEVICES_SHARE + CLOSES_TAB_SHARE) return 'closes-tab';
  return 'plain';
}

/** Uniform numbers in [0, 1), the same for the same seed. */
export function seededRandom(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}
