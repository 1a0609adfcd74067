import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command's words go; `json` when they are for a program. */
export interface Output {
  readonly json: boolean;
  /** One value: exactly one line of JSON, or a table. */
  readonly one: (value: object) => Promise<void>;
  /** Many values: one line of JSON each, or one table. */
  readonly many: (values: readonly object[]) => Promise<void>;
}

/** Writes results to `stdout`, waiting for a slow reader. */
export function outputTo(stdout: Writable, json: boolean): Output {
  const write = async (text: string) => {
    if (!stdout.write(text)) await once(stdout, 'drain');
  };
  return {
    json,
    one: (value) => write(json ? `${JSON.stringify(value)}\n` : fields(value)),
    many: (values) => write(json ? values.map((value) => `${JSON.stringify(value)}\n`).join('') : table(values)),
  };
}

/** Writes each thing it is told as one line to `stderr`: of JSON for a program, else as words. */
export function progressTo(stderr: Writable, json: boolean) {
  return async (progress: Readonly<Record<string, string | number>>): Promise<void> => {
    const words = Object.entries(progress).map(([name, value]) => `${name} ${value}`);
    if (!stderr.write(json ? `${JSON.stringify({ progress })}\n` : `${words.join(', ')}\n`))
      await once(stderr, 'drain');
  };
}

function fields(value: object): string {
  const entries = Object.entries(value).map(([name, cell]) => [name, asText(cell)] as const);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, cell]) => `${name.padEnd(width)}  ${cell}\n`).join('');
}

function table(values: readonly object[]): string {
  const [first] = values;
  if (!first) return 'none\n';
  const columns = Object.keys(first);
  const rows = [columns, ...values.map((value) => Object.values(value).map(asText))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
