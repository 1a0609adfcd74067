import { type ExportKind, Problem } from '@sunbeon/core';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { exportStatements, numberedExports } from './export-statements.ts';

/** Rows read at a time: what one export holds in memory. */
const ROWS_AT_A_TIME = 1_000;
const NUMBER = /^\d{1,18}$/;

export interface ExportWish {
  readonly kind: ExportKind;
  /** All windows, if none is named. */
  readonly window?: string | undefined;
  /** Goes on behind the row with this key. */
  readonly after?: string | undefined;
}

/** All rows of an export as they were at one instant; dispose it, whether it was read to the end or not. */
export interface OpenExport extends AsyncDisposable {
  /** The instant. */
  readonly asOf: Date;
  /** How many rows there are. */
  readonly rows: number;
  /** The rows in order of their key, some at a time: columns as text, `null` for none. To be read once. */
  readonly pages: () => AsyncGenerator<readonly (readonly (string | null)[])[]>;
}

const pageSchema = z.array(z.array(z.string().nullable()));
const asOfSchema = z.tuple([z.object({ as_of: z.date() })]);

/**
 * Puts the rows of an export aside as they are at this instant, and lets them be read as slowly as anybody likes. Postgres
 * keeps them in files of its own, with a connection but without a transaction: so nothing a slow reader does holds up the
 * cleaning of tables that are written to all night. Takes one connection of the store until it is disposed.
 * @throws {Problem} `window-unknown`; `invalid-request` for a key that is none of this kind
 */
export async function openExport({ prisma, pool }: Store, { kind, window, after }: ExportWish): Promise<OpenExport> {
  if (after !== undefined && numberedExports.has(kind) && !NUMBER.test(after)) {
    throw new Problem('invalid-request', { errors: [{ field: 'after', message: 'the key of a row' }] });
  }
  if (window !== undefined && (await prisma.window.count({ where: { id: window } })) === 0) {
    throw new Problem('window-unknown');
  }
  const client = await pool.connect();
  try {
    const { asOf, rows } = await putAside(client, exportStatements[kind], [window ?? null, after ?? null]);
    return {
      asOf,
      rows,
      pages: () => pagesOf(client),
      // The connection ends with it: what was put aside goes with it, whatever state it was left in.
      [Symbol.asyncDispose]: async () => client.release(true),
    };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function putAside(client: PoolClient, statement: string, values: (string | null)[]) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows: now } = await client.query('SELECT clock_timestamp() AS as_of');
  await client.query(`DECLARE put_aside SCROLL CURSOR WITH HOLD FOR ${statement}`, values);
  await client.query('COMMIT');
  const { rowCount } = await client.query('MOVE FORWARD ALL IN put_aside');
  await client.query('MOVE ABSOLUTE 0 IN put_aside');
  const [{ as_of: asOf }] = asOfSchema.parse(now);
  return { asOf, rows: rowCount ?? 0 };
}

async function* pagesOf(client: PoolClient): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  for (;;) {
    const text = `FETCH FORWARD ${ROWS_AT_A_TIME} FROM put_aside`;
    const { rows } = await client.query({ text, rowMode: 'array' });
    const page = pageSchema.parse(rows);
    if (page.length === 0) return;
    yield page;
  }
}
