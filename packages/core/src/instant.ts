import { formatInTimeZone, fromZonedTime } from 'date-fns-tz';
import { isCivilDate } from './civil-date.ts';

/** Where windows open and clinics keep hours. */
export const SEOUL = 'Asia/Seoul';

const UNIT_MS = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/**
 * Reads an instant as staff write it: relative to now (`+30s`, `+2h`, `-1d`), ISO 8601 with an offset, or without one,
 * which means Korean time. Returns `null` for anything else.
 */
export function parseInstant(text: string, nowMs: number): Date | null {
  const relative = /^([+-])(\d{1,6})([smhd])$/.exec(text);
  if (relative) {
    const [, sign, count, unit = 's'] = relative;
    const span = Number(count) * (UNIT_MS.get(unit) ?? 0);
    return new Date(sign === '-' ? nowMs - span : nowMs + span);
  }
  const absolute = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!absolute || !isCivilDate(text.slice(0, 10))) return null;
  const date = absolute[3] ? new Date(text) : fromZonedTime(text, SEOUL);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The instant as a wall clock in Seoul shows it, `2021-07-19 20:00`. */
export function formatInSeoul(instant: Date, pattern = 'yyyy-MM-dd HH:mm'): string {
  return formatInTimeZone(instant, SEOUL, pattern);
}

/** The instant at which the Seoul wall clock shows `time` (`HH:mm`) on `day` (`YYYY-MM-DD`). */
export function instantInSeoul(day: string, time: string): Date {
  return fromZonedTime(`${day}T${time}:00`, SEOUL);
}
