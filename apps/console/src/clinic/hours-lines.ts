import { type SiteHours, siteHoursSchema } from '@sunbeon/core';

/** A line of the hours as it stands in its fields; numbers may be half written. */
export interface WrittenLine {
  readonly key: number;
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
  readonly everyMinutes: string;
  readonly capacity: string;
  readonly product: string;
}

const MONDAY = 1;
const WORKING_DAYS = [1, 2, 3, 4, 5];
const FIRST_LINE = {
  weekday: MONDAY,
  opens: '09:00',
  closes: '18:00',
  everyMinutes: '60',
  capacity: '10',
  product: 'mRNA',
};

const NONE: readonly number[] = [];

let lastKey = 0;

function keyed(line: Omit<WrittenLine, 'key'>): WrittenLine {
  lastKey += 1;
  return { ...line, key: lastKey };
}

export function writtenLines(hours: SiteHours): WrittenLine[] {
  return hours.map(({ everyMinutes, capacity, ...line }) =>
    keyed({ ...line, everyMinutes: String(everyMinutes), capacity: String(capacity) }),
  );
}

/** What the fields say as hours; which lines are wrong, counted from 0, where something is. */
export function readLines(lines: readonly WrittenLine[]) {
  const read = siteHoursSchema.safeParse(
    lines.map(({ key: _key, opens, closes, everyMinutes, capacity, ...line }) => ({
      ...line,
      opens: clockTyped(opens),
      closes: clockTyped(closes),
      everyMinutes: numberOf(everyMinutes),
      capacity: numberOf(capacity),
    })),
  );
  if (read.success) return { hours: read.data, wrong: NONE };
  return { hours: null, wrong: [...new Set(read.error.issues.map(({ path }) => Number(path[0] ?? -1)))] };
}

/** `9:00` and `0900` are `09:00`; what is no clock time stays as it was typed. */
export function clockTyped(typed: string): string {
  const [, hours, minutes] = /^\s*(\d{1,2}):?(\d{2})\s*$/.exec(typed) ?? [];
  return hours === undefined ? typed : `${hours.padStart(2, '0')}:${minutes ?? ''}`;
}

function numberOf(written: string): number {
  return /^\d{1,6}$/.test(written) ? Number(written) : Number.NaN;
}

/** One line more: like the last one, a day later. */
export function withLine(lines: readonly WrittenLine[]): WrittenLine[] {
  const last = lines.at(-1);
  return [...lines, keyed(last === undefined ? FIRST_LINE : { ...last, weekday: (last.weekday + 1) % 7 })];
}

/** Monday's lines on every working day, in place of what those had. */
export function withMondayCopied(lines: readonly WrittenLine[]): WrittenLine[] {
  const monday = lines.filter(({ weekday }) => weekday === MONDAY);
  const others = lines.filter(({ weekday }) => !WORKING_DAYS.includes(weekday));
  const copies = WORKING_DAYS.slice(1).flatMap((weekday) => monday.map((line) => keyed({ ...line, weekday })));
  return [...monday, ...copies, ...others];
}
