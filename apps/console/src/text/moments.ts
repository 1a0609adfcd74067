import type { Language } from '@sunbeon/core';

/* Instants as staff read them: the time is that of Seoul, by 24 hours, whatever the device says. */

const ZONE = { timeZone: 'Asia/Seoul' } as const;
const DAY = { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', ...ZONE } as const;
const days = { ko: new Intl.DateTimeFormat('ko', DAY), en: new Intl.DateTimeFormat('en', DAY) };
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...ZONE });
const exactClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', ...ZONE });

/** An instant as the server writes it, or milliseconds of the epoch. */
export type Moment = string | number;

function msOf(moment: Moment): number {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** The day with its weekday: `2026년 7월 19일 (일)`, `Sun, Jul 19, 2026`. */
export function dayText(moment: Moment, language: Language): string {
  return days[language].format(msOf(moment));
}

/** The time of day: `20:03`. */
export function timeText(moment: Moment): string {
  return clock.format(msOf(moment));
}

/** The time of day to the second: `20:03:07`. */
export function exactTimeText(moment: Moment): string {
  return exactClock.format(msOf(moment));
}

/** Day and time: `2026년 7월 19일 (일) 20:03`. */
export function momentText(moment: Moment, language: Language): string {
  return `${dayText(moment, language)}${language === 'ko' ? ' ' : ', '}${timeText(moment)}`;
}

/** A whole number with its thousands apart: `12,408`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}
