import { readFile } from 'node:fs/promises';
import { type Cohort, cohortSchema } from '@sunbeon/core';
import { z } from 'zod';

const calendarSchema = z.object({
  windows: z.array(
    z.object({
      id: z.string(),
      opensAt: z.iso.datetime({ offset: true }),
      closesAt: z.iso.datetime({ offset: true }),
      birthFrom: z.string(),
      birthTo: z.string(),
      eligible: z.number().optional(),
      waitingAt2300: z.number().optional(),
    }),
  ),
});

/** A booking night as it was announced. */
export interface Night {
  readonly id: string;
  readonly cohort: Cohort;
  readonly opensAt: Date;
  /** How long the window stays open, in milliseconds. */
  readonly openForMs: number;
}

/** The night that opened on `day` (`YYYY-MM-DD`, Seoul), from the calendar of summer 2021; `null` when there was none. */
export async function readNight(calendarPath: string, day: string): Promise<Night | null> {
  const calendar = calendarSchema.parse(JSON.parse(await readFile(calendarPath, 'utf8')));
  const entry = calendar.windows.find((window) => window.opensAt.startsWith(day));
  if (!entry) return null;
  const opensAt = new Date(entry.opensAt);
  return {
    id: entry.id,
    cohort: cohortSchema.parse({ birthFrom: entry.birthFrom, birthTo: entry.birthTo }),
    opensAt,
    openForMs: Date.parse(entry.closesAt) - opensAt.getTime(),
  };
}
