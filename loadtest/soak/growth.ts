import { median } from '../bench/statistics.ts';

/** One reading: when, in seconds since the start, and what was read. */
export interface Reading {
  readonly atSeconds: number;
  readonly value: number;
}

/** How a figure moved over a run. */
export interface Growth {
  /** The figure in the middle of the run. */
  readonly middle: number;
  /** What it gains in an hour, in its own unit: the slope of the line through it. */
  readonly perHour: number;
  /** The most it may gain in an hour. */
  readonly limitPerHour: number;
  readonly grows: boolean;
}

/** What counts as growth: more than this share of the middle in an hour, and more than so much in the figure's own unit. */
export interface GrowthLimit {
  readonly share: number;
  readonly atLeast: number;
}

const SECONDS_PER_HOUR = 3_600;
/** The slope is taken from at most so many pairs of readings. */
const MOST_READINGS = 720;

/**
 * Whether a figure grows: the Theil–Sen slope, which is the median of the slopes between all pairs of readings, so that a
 * third of them may be disturbed by whatever else the machine does without moving it (Sen, 1968).
 */
export function growthOf(readings: readonly Reading[], { share, atLeast }: GrowthLimit): Growth {
  const kept = thinned(readings.filter(({ value }) => Number.isFinite(value)));
  const middle = kept.length === 0 ? 0 : median(kept.map(({ value }) => value));
  const perHour = slopePerSecond(kept) * SECONDS_PER_HOUR;
  const limitPerHour = Math.max(Math.abs(middle) * share, atLeast);
  return { middle, perHour, limitPerHour, grows: perHour > limitPerHour };
}

/**
 * The lowest reading of each `seconds`: of memory that is collected in waves, what is left after a collection. A last span
 * that is not whole is left out.
 */
export function lowest(readings: readonly Reading[], seconds: number): Reading[] {
  const spans = new Map<number, Reading>();
  for (const reading of readings) {
    const span = Math.floor(reading.atSeconds / seconds);
    const lowestYet = spans.get(span);
    if (lowestYet === undefined || reading.value < lowestYet.value) spans.set(span, reading);
  }
  return [...spans.values()].slice(0, -1);
}

function slopePerSecond(readings: readonly Reading[]): number {
  const slopes: number[] = [];
  for (const [index, later] of readings.entries()) {
    for (const earlier of readings.slice(0, index)) {
      const apart = later.atSeconds - earlier.atSeconds;
      if (apart > 0) slopes.push((later.value - earlier.value) / apart);
    }
  }
  return slopes.length === 0 ? 0 : median(slopes);
}

function thinned(readings: readonly Reading[]): readonly Reading[] {
  const step = Math.ceil(readings.length / MOST_READINGS);
  return readings.filter((_, index) => index % Math.max(1, step) === 0);
}
