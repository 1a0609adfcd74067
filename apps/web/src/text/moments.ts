import type { Language } from '@sunbeon/core';

/* Instants as people in Korea read them: the browser knows the words, and the time is always that of Seoul. */

const SEOUL_OFFSET_MS = 9 * 3_600_000;

const DAY = { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'Asia/Seoul' } as const;
const days = { ko: new Intl.DateTimeFormat('ko', DAY), en: new Intl.DateTimeFormat('en', DAY) };
const clock = new Intl.DateTimeFormat('en', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: 'Asia/Seoul',
});

/** A whole number with its thousands apart: `12,408`. */
export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** The wall clock in Seoul: `오후 8:14`, `8:14 PM`. */
export function clockText(ms: number, language: Language): string {
  const [time, half] = clockParts(ms);
  if (language === 'en') return `${time} ${half}`;
  // Browsers do not agree on what Koreans call the halves of a day.
  return `${half === 'AM' ? '오전' : '오후'} ${time}`;
}

/** Between which two times, the half of the day said once where it is the same: `오후 8:14에서 8:21 사이`, `between 8:14 and 8:21 PM`. */
export function clockRangeText(lowMs: number, highMs: number, language: Language): string {
  const [[low, lowHalf], [high, highHalf]] = [clockParts(lowMs), clockParts(highMs)];
  const isOneDay = dayKey(lowMs) === dayKey(highMs);
  const isOneHalf = isOneDay && lowHalf === highHalf;
  const at = isOneDay ? clockText : dayClockText;
  if (language === 'ko') return `${at(lowMs, 'ko')}에서 ${isOneHalf ? high : at(highMs, 'ko')} 사이`;
  return `between ${isOneHalf ? low : at(lowMs, 'en')} and ${at(highMs, 'en')}`;
}

/** `8:14` and `PM`, between which browsers set spaces of several kinds. */
function clockParts(ms: number): readonly (string | undefined)[] {
  return clock.format(ms).split(/\s/);
}

/** The day in Seoul with its weekday: `7월 19일 (월)`, `Mon, Jul 19`. */
export function dayText(ms: number, language: Language): string {
  return days[language].format(ms);
}

/** Day and clock together: `7월 19일 (월) 오후 8:00`, `Mon, Jul 19, 8:00 PM`. */
export function dayClockText(ms: number, language: Language): string {
  return `${dayText(ms, language)}${language === 'ko' ? ' ' : ', '}${clockText(ms, language)}`;
}

/** The day in Seoul as `YYYY-MM-DD`, for comparing and grouping. Korea keeps UTC+9 the whole year. */
export function dayKey(ms: number): string {
  return new Date(ms + SEOUL_OFFSET_MS).toISOString().slice(0, 10);
}

/** Two units and their seconds, from the span on at which they are used. */
const UNITS = [
  { unit: 'day', seconds: 86_400, below: 'hour', belowSeconds: 3_600 },
  { unit: 'hour', seconds: 3_600, below: 'minute', belowSeconds: 60 },
] as const;
const LEAST = { unit: 'minute', seconds: 60, below: 'second', belowSeconds: 1 } as const;

/** A span that counts down, in at most two units; seconds only within the last hour: `3일 2시간`, `12분 5초`. */
export function spanText(spanMs: number, language: Language): string {
  const total = Math.max(0, Math.ceil(spanMs / 1_000));
  const { unit, seconds, below, belowSeconds } = UNITS.find((pair) => total >= pair.seconds) ?? LEAST;
  const counts = [
    [Math.floor(total / seconds), unit],
    [Math.floor((total % seconds) / belowSeconds), below],
  ] as const;
  return counts
    .filter(([count, name]) => count > 0 || name === 'second')
    .map(([count, name]) => count.toLocaleString(language, { style: 'unit', unit: name, unitDisplay: 'long' }))
    .join(' ');
}
