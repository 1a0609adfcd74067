import type { AuditEntryView, Language } from '@sunbeon/core';
import { dayText, exactTimeText } from '../text/moments.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** A value of an entry as people read it: instants in Korean time, everything that is nested as JSON. */
export function valueText(value: AuditEntryView['details'][string] | undefined, language: Language): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') {
    return INSTANT.test(value) ? `${dayText(value, language)} ${exactTimeText(value)}` : value;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
