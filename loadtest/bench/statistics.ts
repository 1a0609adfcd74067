import { percentile } from '../replay/arrival-order.ts';

/** The middle of the samples (nearest rank). */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Half of the distance between the highest and the lowest sample, as a share of the median; 0 for a single one. */
export function noiseOf(samples: readonly number[]): number {
  return (Math.max(...samples) - Math.min(...samples)) / 2 / median(samples);
}

/**
 * Kendall's tau between the order of a list and the values in it, all different: 1 when it ascends, −1 when it descends.
 * The discordant pairs are the inversions, counted while merge-sorting (Knight 1966).
 */
export function kendallTau(values: readonly number[]): number {
  const pairs = (values.length * (values.length - 1)) / 2;
  return 1 - (2 * inversions(Float64Array.from(values), new Float64Array(values.length), 0, values.length)) / pairs;
}

function inversions(values: Float64Array, spare: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0;
  const middle = (from + to) >> 1;
  let count = inversions(values, spare, from, middle) + inversions(values, spare, middle, to);
  spare.set(values.subarray(from, to), from);
  let left = from;
  let right = middle;
  for (let at = from; at < to; at += 1) {
    const takesLeft = right >= to || (left < middle && (spare[left] ?? 0) <= (spare[right] ?? 0));
    if (!takesLeft) count += middle - left;
    values[at] = spare[takesLeft ? left++ : right++] ?? 0;
  }
  return count;
}
