import { setImmediate } from 'node:timers/promises';
import type { ImportRejectReason } from '@sunbeon/core';
import type { ReadLine } from '../pieces/read-lines.ts';

/** Lines looked into at a time; others are served in between. */
const LINES_AT_A_TIME = 500;

/** What lines say, and those that say nothing. */
export interface ToldLines<Row> {
  readonly rows: readonly (Row & { readonly line: number })[];
  readonly rejects: readonly { readonly line: number; readonly reason: ImportRejectReason }[];
}

/** Looks into lines one by one. @param rowOf what the fields of one say, or why they say nothing */
export async function toldLines<Row extends object>(
  lines: readonly ReadLine[],
  rowOf: (fields: readonly string[]) => Row | ImportRejectReason,
): Promise<ToldLines<Row>> {
  const rows: (Row & { line: number })[] = [];
  const rejects: { line: number; reason: ImportRejectReason }[] = [];
  for (let at = 0; at < lines.length; at += LINES_AT_A_TIME) {
    if (at > 0) await setImmediate();
    for (const { line, fields } of lines.slice(at, at + LINES_AT_A_TIME)) {
      const told = typeof fields === 'string' ? fields : rowOf(fields);
      if (typeof told === 'string') rejects.push({ line, reason: told });
      else rows.push({ ...told, line });
    }
  }
  return { rows, rejects };
}
