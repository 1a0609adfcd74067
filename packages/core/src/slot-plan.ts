import { addDays, type CivilDate, dayOfWeek } from './civil-date.ts';
import { instantInSeoul } from './instant.ts';

/** How slots are laid out: on `days` working days from `from`, `timesPerDay` start times spread evenly over the clinic's day. */
export interface SlotPlan {
  readonly from: CivilDate;
  readonly days: number;
  readonly timesPerDay: number;
}

const OPENS_AT_MINUTE = 9 * 60;
const CLOSES_AT_MINUTE = 18 * 60;
const SUNDAY = 0;

/** The start times of a plan, in order: between 09:00 and 18:00 in Seoul, Sundays left out. */
export function startTimesOf(plan: SlotPlan): Date[] {
  const stepMinutes = Math.floor((CLOSES_AT_MINUTE - OPENS_AT_MINUTE) / plan.timesPerDay);
  const starts: Date[] = [];
  let day = plan.from;
  for (let planned = 0; planned < plan.days; day = addDays(day, 1)) {
    if (dayOfWeek(day) === SUNDAY) continue;
    planned += 1;
    for (let index = 0; index < plan.timesPerDay; index += 1) {
      starts.push(instantInSeoul(day, clock(OPENS_AT_MINUTE + index * stepMinutes)));
    }
  }
  return starts;
}

function clock(minuteOfDay: number): string {
  const hours = Math.floor(minuteOfDay / 60);
  const minutes = minuteOfDay % 60;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
