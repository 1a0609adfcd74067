import { stringify } from 'csv-stringify/sync';

const BYTE_ORDER_MARK = '\uFEFF';

/** A cell of a file. */
export type Cell = string | null;

/**
 * Rows as lines of CSV in which no cell is a formula to a spreadsheet: one that would be (it begins with `=`, `+`, `-`, `@`,
 * however wide, a tab or a carriage return) begins with an apostrophe.
 */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  );
}

/** The heading, with the mark by which spreadsheets know UTF-8. */
export function csvHeading(columns: readonly string[]): string {
  return BYTE_ORDER_MARK + csvRows([columns]);
}
