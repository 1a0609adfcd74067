import { z } from 'zod';
import { freeText, isFormula } from './free-text.ts';
import { MAX_SLOT_CAPACITY } from './staff-contract.ts';

/** Lines of a site's hours: a few intervals a day, for a few products. */
const MAX_LINES = 100;
const MINUTES_A_DAY = 24 * 60;

/** A wall clock in Seoul, `HH:mm`; the end of a day is `24:00`. */
const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'HH:mm' });

/** The minute of the day a clock time names. */
export function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The clock time of a minute of the day, `HH:mm`. */
export function clockTimeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** On one day of the week: appointments from `opens` every so many minutes, each over by `closes`, so many people at each. */
const hoursLineSchema = z
  .strictObject({
    /** 0 = Sunday … 6 = Saturday. */
    weekday: z.int().min(0).max(6),
    opens: clockTime,
    closes: clockTime,
    everyMinutes: z.int().min(5).max(MINUTES_A_DAY),
    capacity: z.int().min(1).max(MAX_SLOT_CAPACITY),
    product: freeText(200).refine((text) => !isFormula(text), { error: 'nothing a spreadsheet takes for a formula' }),
  })
  .refine(({ opens, closes, everyMinutes }) => minuteOfDay(opens) + everyMinutes <= minuteOfDay(closes), {
    error: 'no appointment fits between opens and closes',
    path: ['closes'],
  });
export type HoursLine = z.infer<typeof hoursLineSchema>;

/** The hours of a site. Two lines of one product may not overlap: its times would be given twice. */
export const siteHoursSchema = z
  .array(hoursLineSchema)
  .max(MAX_LINES)
  .superRefine((lines, context) => {
    for (const [index, line] of lines.entries()) {
      if (!lines.slice(0, index).some((before) => overlaps(before, line))) continue;
      context.addIssue({
        code: 'custom',
        message: 'overlaps with another line of its product',
        path: [index, 'opens'],
      });
    }
  });
export type SiteHours = z.infer<typeof siteHoursSchema>;

function overlaps(one: HoursLine, other: HoursLine): boolean {
  return (
    one.weekday === other.weekday &&
    one.product === other.product &&
    minuteOfDay(one.opens) < minuteOfDay(other.closes) &&
    minuteOfDay(other.opens) < minuteOfDay(one.closes)
  );
}
