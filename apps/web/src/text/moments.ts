import type { Language } from '@sunbeon/core';

/* Instants as people in Korea read them. Korea keeps UTC+9 the whole year, so no time-zone tables are needed. */

const SEOUL_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

const WEEKDAYS = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A whole number with its thousands apart: `12,408`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** The wall clock in Seoul: `오후 8:14`, `8:14 PM`. */
export function clockText(ms: number, language: Language): string {
  return language === 'ko' ? `${half(ms).ko} ${hourMinute(ms)}` : `${hourMinute(ms)} ${half(ms).en}`;
}

/** Two clock times as one range, the half of the day said once where it is the same: `오후 8:14 ~ 8:21`, `8:14 – 8:21 PM`. */
export function clockRangeText(lowMs: number, highMs: number, language: Language): string {
  if (dayNumber(lowMs) !== dayNumber(highMs)) {
    return `${dayText(lowMs, language)} ${clockText(lowMs, language)} ~ ${dayText(highMs, language)} ${clockText(highMs, language)}`;
  }
  const sameHalf = half(lowMs).en === half(highMs).en;
  if (language === 'ko')
    return `${clockText(lowMs, 'ko')} ~ ${sameHalf ? hourMinute(highMs) : clockText(highMs, 'ko')}`;
  return `${sameHalf ? hourMinute(lowMs) : clockText(lowMs, 'en')} – ${clockText(highMs, 'en')}`;
}

/** The day in Seoul with its weekday: `7월 19일 (월)`, `Mon, Jul 19`. */
export function dayText(ms: number, language: Language): string {
  const seoul = inSeoul(ms);
  const [weekday, date] = [WEEKDAYS[language][seoul.getUTCDay()], seoul.getUTCDate()];
  if (language === 'ko') return `${seoul.getUTCMonth() + 1}월 ${date}일 (${weekday})`;
  return `${weekday}, ${MONTHS[seoul.getUTCMonth()]?.slice(0, 3)} ${date}`;
}

/** The day in Seoul as `YYYY-MM-DD`, for comparing and grouping. */
export function dayKey(ms: number): string {
  return inSeoul(ms).toISOString().slice(0, 10);
}

/** A span that counts down, in at most two units; seconds only within the last hour: `3일 2시간`, `12분 5초`. */
export function spanText(spanMs: number, language: Language): string {
  const total = Math.max(0, Math.ceil(spanMs / 1_000));
  const [days, hours, minutes, seconds] = [
    Math.floor(total / 86_400),
    Math.floor(total / 3_600) % 24,
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  const parts: [number, Unit][] =
    days > 0
      ? [
          [days, 'day'],
          [hours, 'hour'],
        ]
      : hours > 0
        ? [
            [hours, 'hour'],
            [minutes, 'minute'],
          ]
        : [
            [minutes, 'minute'],
            [seconds, 'second'],
          ];
  const said = parts.filter(([count, unit]) => count > 0 || unit === 'second');
  return said.map(([count, unit]) => unitText(count, unit, language)).join(' ');
}

type Unit = 'day' | 'hour' | 'minute' | 'second';
const UNITS_KO = { day: '일', hour: '시간', minute: '분', second: '초' } as const satisfies Record<Unit, string>;

function unitText(count: number, unit: Unit, language: Language): string {
  if (language === 'ko') return `${count}${UNITS_KO[unit]}`;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function half(ms: number): { ko: string; en: string } {
  return inSeoul(ms).getUTCHours() < 12 ? { ko: '오전', en: 'AM' } : { ko: '오후', en: 'PM' };
}

function hourMinute(ms: number): string {
  const seoul = inSeoul(ms);
  const hour = seoul.getUTCHours() % 12 || 12;
  return `${hour}:${String(seoul.getUTCMinutes()).padStart(2, '0')}`;
}

function dayNumber(ms: number): number {
  return Math.floor((ms + SEOUL_OFFSET_MS) / DAY_MS);
}

function inSeoul(ms: number): Date {
  return new Date(ms + SEOUL_OFFSET_MS);
}
