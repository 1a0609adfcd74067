import type { CallingRate } from '@sunbeon/core';

/**
 * A calling rate as the line keeps it, `perSecond headStart mostPerSecond` and the deviation; `null` when it was not
 * measured yet or does not apply.
 */
export function rateOf(rate: string | null, deviation: string | null): CallingRate | null {
  if (rate === null || deviation === null) return null;
  // A line called by an earlier release has the first alone.
  const [perSecond = 0, headStart = 0, mostPerSecond = perSecond] = rate.split(' ').map(Number);
  return { perSecond, deviation: Number(deviation), headStart, mostPerSecond };
}
