/** One join as its sender saw it: instants in milliseconds of one monotonic clock. */
export interface Join {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly number: number;
}

/**
 * Counts joins that were overtaken: someone who asked only after another already held their answer, and yet got a lower
 * number. Joins under way at the same time may come out either way (linearizability); everything else may not.
 */
export function overtaken(joins: readonly Join[]): number {
  const bySending = joins.toSorted((a, b) => a.sentAtMs - b.sentAtMs);
  const byAnswer = joins.toSorted((a, b) => a.answeredAtMs - b.answeredAtMs);
  let answered = 0;
  let highestAnswered = 0;
  let inversions = 0;
  for (const join of bySending) {
    for (let next = byAnswer[answered]; next && next.answeredAtMs < join.sentAtMs; next = byAnswer[answered]) {
      highestAnswered = Math.max(highestAnswered, next.number);
      answered += 1;
    }
    if (join.number < highestAnswered) inversions += 1;
  }
  return inversions;
}

/** The value below which the share `p` (0–1) of the samples lies (nearest rank); `NaN` without samples. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
