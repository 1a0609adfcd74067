import type { Page } from '@sunbeon/core';
import type { z } from 'zod';

/** A value of the columns a list is ordered by. */
type CursorValue = string | number | readonly string[];

export interface PageCut<Row, View> {
  /** Rows of a page at most; ask the database for one more (`limit + 1`), by which it is seen that there are more. */
  readonly limit: number;
  /** The values of the columns the list is ordered by; together they name one row. */
  readonly cursor: (row: Row) => readonly CursorValue[];
  readonly view: (row: Row) => View;
}

/**
 * Makes a page of the rows a keyset query found (`WHERE (a, b) > (…) ORDER BY a, b LIMIT limit + 1`; never `OFFSET`, which
 * reads everything it skips).
 */
export function pageFrom<Row, View>(found: readonly Row[], { limit, cursor, view }: PageCut<Row, View>): Page<View> {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows: rows.map(view), next: last === undefined ? null : writeCursor(cursor(last)) };
}

/** Notes where a page ended, for {@link readCursor}; `pageFrom` does where a page is one query. */
export function writeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Reads where a page begins: the values `pageFrom` noted, `null` for the first page.
 * @param shape of those values, as a tuple
 * @throws {ZodError} for what no page has answered
 */
export function readCursor<Values>(shape: z.ZodType<Values>, after: string | undefined): Values | null {
  return after === undefined ? null : shape.parse(jsonOf(after), { error: () => 'no page ends there' });
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
