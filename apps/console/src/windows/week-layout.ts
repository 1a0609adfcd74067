import { addDays, type CivilDate, civilDateOf, dayOfWeek, formatInSeoul, type StaffWindowView } from '@sunbeon/core';

const DAYS = 7;

/** A window as a bar over the days of one week on which it is open. */
export interface Bar {
  readonly window: StaffWindowView;
  /** Columns from 0 to 6, both included. */
  readonly first: number;
  readonly last: number;
  /** Bars above one another: 0 is the highest. */
  readonly lane: number;
  /** Whether it opens, and whether it closes, in this week. */
  readonly opens: boolean;
  readonly closes: boolean;
}

export interface Week {
  readonly days: readonly CivilDate[];
  readonly bars: readonly Bar[];
}

/** The Sunday on which the week of a day begins. */
export function weekOf(day: CivilDate): CivilDate {
  return addDays(day, -dayOfWeek(day));
}

/** The day in Seoul at an instant. */
export function dayInSeoul(instant: string | number): CivilDate {
  return civilDateOf(formatInSeoul(new Date(instant), 'yyyy-MM-dd'));
}

/**
 * So many weeks from the one of a day, with the windows that are open in them, by days in Seoul. A window that closes at
 * midnight is not open on the day that begins then.
 */
export function weeksFrom(day: CivilDate, count: number, windows: readonly StaffWindowView[]): Week[] {
  const spans = windows
    .map((window) => ({
      window,
      from: dayInSeoul(window.opensAt),
      to: dayInSeoul(Date.parse(window.closesAt) - 1),
    }))
    .toSorted((a, b) => Date.parse(a.window.opensAt) - Date.parse(b.window.opensAt));
  return Array.from({ length: count }, (_, index) => {
    const sunday = addDays(weekOf(day), index * DAYS);
    const days = Array.from({ length: DAYS }, (__, column) => addDays(sunday, column));
    return { days, bars: barsIn(sunday, spans) };
  });
}

interface Span {
  readonly window: StaffWindowView;
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** Each bar takes the highest lane that is free for all its days. */
function barsIn(sunday: CivilDate, spans: readonly Span[]): Bar[] {
  const saturday = addDays(sunday, DAYS - 1);
  /** By lane: the column behind the last bar. */
  const taken: number[] = [];
  return spans
    .filter(({ from, to }) => from <= saturday && to >= sunday)
    .map(({ window, from, to }) => {
      const first = from < sunday ? 0 : dayOfWeek(from);
      const last = to > saturday ? DAYS - 1 : dayOfWeek(to);
      const free = taken.findIndex((column) => column <= first);
      const lane = free === -1 ? taken.length : free;
      taken[lane] = last + 1;
      return { window, first, last, lane, opens: from >= sunday, closes: to <= saturday };
    });
}
