import { type ImportRejectReason, type ImportView, MAX_REJECTS, Problem } from '@sunbeon/core';
import { z } from 'zod';
import { isMissing, isTaken } from '../database-error.ts';
import { pastDeadlocks } from '../past-deadlocks.ts';
import type { Store } from '../store.ts';
import { findImport } from './data-import.ts';

/** A piece of a file, read: what lines say nothing, and where the next one begins. */
export interface ImportPiece {
  readonly importId: string;
  /** Where it begins, in bytes … */
  readonly offset: number;
  /** … and where the next one does. */
  readonly next: number;
  /** How many lines that is. */
  readonly lines: number;
  /** The columns of the file. */
  readonly heading: readonly string[];
  readonly rejects: readonly { readonly line: number; readonly reason: ImportRejectReason }[];
}

/** Of so many changes in a piece the audit trail says what was before and after; the rest are counted. */
const MOST_NOTED = 200;
const MOST_ATTEMPTS = 4;

const rowsSchema = z.tuple([z.object({ problem: z.enum(['unknown', 'done', 'left', 'elsewhere']).nullable() })]);

/** One of the functions that take a piece: what a row of its file holds, by columns, with their types. */
export interface TakingFunction {
  readonly name: 'take_slots_piece' | 'take_sites_piece' | 'preview_roll_piece';
  /** How many parameters follow those every piece has. */
  readonly columns: number;
}

/**
 * Has the database take a piece, all of it or nothing, past Prisma, which would look at every value. Whoever wrote the same
 * at the same moment is seen the next time.
 * @throws {Problem} `import-unknown`; `import-conflict` with the `offset` at which the import stands; `window-unknown` when
 * the window was a draft that is gone
 */
export async function takeImportPiece(
  store: Store,
  { name, columns }: TakingFunction,
  piece: ImportPiece,
  values: readonly unknown[],
): Promise<ImportView> {
  const { importId, offset, next, lines, heading, rejects } = piece;
  const places = Array.from({ length: 9 + columns }, (_, index) => `$${index + 1}`).join(', ');
  const told = [importId, offset, next, lines, heading, MAX_REJECTS, MOST_NOTED];
  const refused = [rejects.map(({ line }) => line), rejects.map(({ reason }) => reason)];
  const statement = { name, text: `SELECT ${name}(${places}) AS problem`, values: [...told, ...refused, ...values] };
  const { rows } = await pastOthers(() => store.pool.query<z.input<typeof rowsSchema>[0]>(statement));
  const [{ problem }] = rowsSchema.parse(rows);
  const { heading: _, ...found } = await findImport(store, importId);
  if (problem === null) return found;
  const reason = problem === 'left' ? 'the import was left: begin it again' : 'the import stands elsewhere';
  throw new Problem('import-conflict', { reason, offset: found.offset });
}

async function pastOthers<Result>(take: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await pastDeadlocks(take);
    } catch (error) {
      if (isMissing(error)) throw new Problem('window-unknown');
      if (attempt === MOST_ATTEMPTS || !isTaken(error)) throw error;
    }
  }
}
