import type { BookedSlot, Language } from '@sunbeon/core';
import { clockText, dayText } from './moments.ts';

/** When a slot is, in words: `8월 16일 (월) 오전 9:00`, `Mon, Aug 16, 9:00 AM`. */
export function slotTimeText({ startsAt }: Pick<BookedSlot, 'startsAt'>, language: Language): string {
  const atMs = Date.parse(startsAt);
  return language === 'ko'
    ? `${dayText(atMs, language)} ${clockText(atMs, language)}`
    : `${dayText(atMs, language)}, ${clockText(atMs, language)}`;
}
