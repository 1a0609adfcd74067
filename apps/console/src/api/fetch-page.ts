import { type Page, pageOf } from '@sunbeon/core';
import type { z } from 'zod';
import { ask } from './ask.ts';

/** Which page of a list is asked for. */
interface PageQuestion {
  readonly after: string | null;
  readonly search: string;
  readonly signal: AbortSignal;
}

export type FetchPage<Row> = (question: PageQuestion) => Promise<Page<Row>>;

/** Rows asked for at once: more than a screen shows, few enough to come in one breath. */
const ROWS_AT_ONCE = 100;

/**
 * Asks a list of the server page by page.
 * @param filters sent along as they are; those that are empty are left out
 */
export function pagesOf<Row>(
  row: z.ZodType<Row>,
  path: string,
  filters: Readonly<Record<string, string | null | undefined>> = {},
): FetchPage<Row> {
  const page = pageOf(row);
  return ({ after, search, signal }) => {
    const query = new URLSearchParams({ limit: String(ROWS_AT_ONCE) });
    for (const [name, value] of Object.entries({ ...filters, after, search })) if (value) query.set(name, value);
    return ask(page, `${path}?${query}`, { signal });
  };
}
