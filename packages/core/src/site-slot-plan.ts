import { addDays, type CivilDate, dayOfWeek } from './civil-date.ts';
import { instantInSeoul } from './instant.ts';
import { clockTimeOf, type HoursLine, minuteOfDay, type SiteHours } from './site-hours.ts';

const MINUTE_MS = 60_000;
const DAYS_A_WEEK = 7;

/** What a site's appointments follow from. */
export interface SitePlan {
  readonly hours: SiteHours;
  readonly from: CivilDate;
  readonly weeks: number;
  /** What public holidays a day is; `null` where nobody knows that year's. */
  readonly holidaysOn: (day: CivilDate) => readonly string[] | null;
  readonly openOnHolidays: boolean;
  /** Times without appointments, from an instant up to another. */
  readonly blocks: readonly { readonly fromMs: number; readonly untilMs: number }[];
  readonly nowMs: number;
}

/** An appointment time: so many people, from then on. */
export interface PlannedTime {
  readonly startsAt: Date;
  readonly product: string;
  readonly capacity: number;
}

export interface SiteSlotPlan {
  readonly times: readonly PlannedTime[];
  readonly skipped: {
    readonly holidays: readonly {
      readonly day: CivilDate;
      readonly names: readonly string[];
      readonly times: number;
    }[];
    readonly blocked: number;
    readonly past: number;
  };
  /** Years of which it is not known what days are holidays: their times are planned as on any other day. */
  readonly unknownYears: readonly number[];
}

/**
 * The appointment times of a site, `weeks` weeks from a day on: those of its weekly hours, in order, without what has begun
 * already, public holidays unless it is open then, and appointments that would reach into a block.
 */
export function siteSlotPlan(plan: SitePlan): SiteSlotPlan {
  const days = Array.from({ length: plan.weeks * DAYS_A_WEEK }, (_, ahead) => dayPlan(plan, addDays(plan.from, ahead)));
  return {
    times: days.flatMap(({ open }) => open),
    skipped: {
      holidays: days.flatMap(({ day, names, closed }) =>
        closed === 0 ? [] : [{ day, names: names ?? [], times: closed }],
      ),
      blocked: days.reduce((sum, { blocked }) => sum + blocked, 0),
      past: days.reduce((sum, { past }) => sum + past, 0),
    },
    unknownYears: [...new Set(days.filter(({ isUnknown }) => isUnknown).map(({ day }) => yearOf(day)))],
  };
}

interface DayPlan {
  readonly day: CivilDate;
  readonly names: readonly string[] | null;
  readonly open: readonly PlannedTime[];
  /** Times that fall away because the day is a holiday. */
  readonly closed: number;
  readonly blocked: number;
  readonly past: number;
  /** Whether there are times of which nobody knows whether they fall on a holiday. */
  readonly isUnknown: boolean;
}

function dayPlan(plan: SitePlan, day: CivilDate): DayPlan {
  const weekday = dayOfWeek(day);
  const offered = plan.hours.filter((line) => line.weekday === weekday).flatMap((line) => appointmentsOf(line, day));
  const ahead = offered.filter(({ time }) => time.startsAt.getTime() > plan.nowMs);
  const names = plan.holidaysOn(day);
  const isClosed = names !== null && names.length > 0 && !plan.openOnHolidays;
  const open = isClosed ? [] : ahead.filter((one) => !plan.blocks.some((block) => reachesInto(one, block)));
  return {
    day,
    names,
    open: open.map(({ time }) => time).toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()),
    closed: isClosed ? ahead.length : 0,
    blocked: isClosed ? 0 : ahead.length - open.length,
    past: offered.length - ahead.length,
    isUnknown: names === null && ahead.length > 0,
  };
}

interface Appointment {
  readonly time: PlannedTime;
  readonly endsMs: number;
}

function appointmentsOf(line: HoursLine, day: CivilDate): Appointment[] {
  const { product, capacity, everyMinutes } = line;
  const opens = minuteOfDay(line.opens);
  const count = Math.floor((minuteOfDay(line.closes) - opens) / everyMinutes);
  return Array.from({ length: count }, (_, index) => {
    const startsAt = instantInSeoul(day, clockTimeOf(opens + index * everyMinutes));
    return { time: { startsAt, product, capacity }, endsMs: startsAt.getTime() + everyMinutes * MINUTE_MS };
  });
}

function reachesInto(
  { time, endsMs }: Appointment,
  block: { readonly fromMs: number; readonly untilMs: number },
): boolean {
  return time.startsAt.getTime() < block.untilMs && endsMs > block.fromMs;
}

function yearOf(day: CivilDate): number {
  return Number(day.slice(0, 4));
}
