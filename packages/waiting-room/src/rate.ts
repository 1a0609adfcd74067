import type { CallingRate } from '@sunbeon/core';

/** A calling rate as the line keeps it; `null` when it was not measured yet or does not apply. */
export function rateOf(perSecond: string | null, deviation: string | null): CallingRate | null {
  return perSecond === null || deviation === null
    ? null
    : { perSecond: Number(perSecond), deviation: Number(deviation) };
}
