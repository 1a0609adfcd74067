import { z } from 'zod';
import { composedText, isVisibleText } from './free-text.ts';

/* Long lists are asked for page by page, each page beginning after the last row of the one before. */

export const DEFAULT_PAGE_ROWS = 50;
export const MAX_PAGE_ROWS = 200;
const MAX_CURSOR_LENGTH = 500;
const MAX_SEARCH_LENGTH = 100;
/** As it is written, before it is composed. */
const MAX_WRITTEN_LENGTH = 4 * MAX_SEARCH_LENGTH;

/** An instant that can be compared with what is stored: there is no year 0 there. */
export const storedInstantSchema = z.iso.datetime().refine((text) => text >= '0001', { error: 'a year from 1 on' });

/** What every paged list may be asked by; spread into the query schema of its route. An empty search is none. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'a whole number' })
    .transform(Number)
    .pipe(z.number().max(MAX_PAGE_ROWS))
    .default(DEFAULT_PAGE_ROWS),
  /** `next` of the page before. */
  after: z.string().min(1).max(MAX_CURSOR_LENGTH).optional(),
  search: z
    .string()
    .max(MAX_WRITTEN_LENGTH)
    .overwrite(composedText)
    .max(MAX_SEARCH_LENGTH)
    .refine(isVisibleText, { error: 'visible characters only' })
    .transform((text) => (text === '' ? undefined : text))
    .optional(),
};

/** Some rows of a list; `next` is where the following page begins, `null` after the last row. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** A page of rows as it is answered. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable() });
