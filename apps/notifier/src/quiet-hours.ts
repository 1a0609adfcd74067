import { formatInSeoul, instantInSeoul } from '@sunbeon/core';
import { z } from 'zod';

/** Seoul wall clock, `HH:mm`; over midnight when `from` is the later one. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

/** Reads `21:00-08:00`, or `none`. */
export const quietHoursSchema = z
  .string()
  .regex(new RegExp(`^(none|${TIME}-${TIME})$`), { error: '21:00-08:00, or none' })
  .transform((text): QuietHours | null => {
    const [from = '', to = ''] = text.split('-');
    return text === 'none' || from === to ? null : { from, to };
  });

/** When the quiet hours end that `now` lies in; `null` outside them. */
export function quietUntil(now: Date, hours: QuietHours | null): Date | null {
  if (hours === null) return null;
  const { from, to } = hours;
  const [day = '', time = ''] = formatInSeoul(now, 'yyyy-MM-dd HH:mm').split(' ');
  const overMidnight = from > to;
  if (overMidnight ? time < from && time >= to : time < from || time >= to) return null;
  const end = instantInSeoul(day, to);
  return overMidnight && time >= from ? new Date(end.getTime() + DAY_MS) : end;
}
