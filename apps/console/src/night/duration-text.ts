import type { Language } from '@sunbeon/core';

/** How long something takes, as coarsely as it is known: `약 12분`, `about 1 h 20 min`. Seconds. */
export function durationText(seconds: number, language: Language): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return language === 'ko' ? '1분 안' : 'within a minute';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (language === 'ko') return hours === 0 ? `약 ${minutes}분` : `약 ${hours}시간${rest === 0 ? '' : ` ${rest}분`}`;
  return hours === 0 ? `about ${minutes} min` : `about ${hours} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** How long something has taken, to the second below two minutes: `75초`, `3분`. */
export function ageText(seconds: number, language: Language): string {
  if (seconds < 120) return language === 'ko' ? `${seconds}초` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return language === 'ko' ? `${minutes}분` : `${minutes} min`;
}
