import { fromZonedTime } from 'date-fns-tz';
import { addDays, type CivilDate, civilDateOf, lastDigitOfDay } from './civil-date.ts';
import type { Cohort } from './cohort.ts';
import { formatInSeoul, SEOUL } from './instant.ts';
import type { RotationPattern } from './window-plan-contract.ts';

/** The window a rotation copies. Instants are milliseconds since the epoch. */
export interface RotationTemplate {
  readonly id: string;
  readonly cohort: Cohort;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly lobbyOpensAtMs: number | null;
}

export interface RotationPlan {
  /** On which the first copy opens, in Seoul. */
  readonly firstDay: CivilDate;
  readonly days: number;
  readonly pattern: RotationPattern;
  /** Of the first day, under `last-digit`; `null`: that of the day on which it opens. */
  readonly firstDigit: number | null;
}

/** What an id ends in that names a day already. */
const DAY_AT_THE_END = /-\d{8}$/;
/** Leaves room for a day in an id of 64. */
const LONGEST_STEM = 55;
const DAY_MS = 86_400_000;

/**
 * Copies of a window, one a day, each with the template's times of day as clocks in Seoul show them, and as many days from
 * its opening to its closing. An id is the template's and the day it opens, `flu-20210809`. The rotation of August 2021 is
 * `{ firstDay: '2021-08-09', days: 10, pattern: 'last-digit', firstDigit: null }`.
 * @throws {RangeError} when the last day lies behind 2099
 */
export function rotationOf(template: RotationTemplate, plan: RotationPlan): RotationTemplate[] {
  const stem = template.id.replace(DAY_AT_THE_END, '').slice(0, LONGEST_STEM).replace(/-+$/, '');
  const firstDigit = plan.firstDigit ?? lastDigitOfDay(plan.firstDay);
  return Array.from({ length: plan.days }, (_, index) => {
    const day = addDays(plan.firstDay, index);
    const later = daysApart(template.opensAtMs, day);
    const { cohort, opensAtMs, closesAtMs, lobbyOpensAtMs } = template;
    return {
      id: `${stem}-${day.replaceAll('-', '')}`,
      cohort: plan.pattern === 'last-digit' ? { ...cohort, lastDigit: (firstDigit + index) % 10 } : cohort,
      opensAtMs: daysLater(opensAtMs, later),
      closesAtMs: daysLater(closesAtMs, later),
      lobbyOpensAtMs: lobbyOpensAtMs === null ? null : daysLater(lobbyOpensAtMs, later),
    };
  });
}

function daysApart(fromMs: number, day: CivilDate): number {
  return (Date.parse(day) - Date.parse(formatInSeoul(new Date(fromMs), 'yyyy-MM-dd'))) / DAY_MS;
}

/** The same time of day in Seoul, so many days later. */
function daysLater(atMs: number, days: number): number {
  const day = addDays(civilDateOf(formatInSeoul(new Date(atMs), 'yyyy-MM-dd')), days);
  return fromZonedTime(`${day}T${formatInSeoul(new Date(atMs), 'HH:mm:ss.SSS')}`, SEOUL).getTime();
}
