import { type AgeRange, type CivilDate, isCivilDate, parseInstant } from '@sunbeon/core';
import { InvalidArgumentError } from 'commander';

/** A calendar day, `1967-05-01`. */
export function dayArgument(text: string): CivilDate {
  if (!isCivilDate(text)) throw new InvalidArgumentError('not a calendar day, YYYY-MM-DD');
  return text;
}

/** Years of age, both included, `60-74`, or one, `74`. */
export function agesArgument(text: string): AgeRange {
  const [, from, to = from] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(text) ?? [];
  if (from === undefined) throw new InvalidArgumentError('not ages: 60-74, both included');
  return { from: Number(from), to: Number(to) };
}

/** An instant: ISO 8601, Korean time when it names no offset, or relative to now (`+30s`, `+2h`). */
export function instantArgument(text: string): Date {
  const instant = parseInstant(text, Date.now());
  if (!instant) throw new InvalidArgumentError('not an instant: 2021-07-19T20:00, or +30s, +5m, +2h, +1d from now');
  return instant;
}

/** A whole number from `least` to `most`. */
export function countArgument(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(count >= least && count <= most))
      throw new InvalidArgumentError(`not a whole number from ${least} to ${most}`);
    return count;
  };
}
