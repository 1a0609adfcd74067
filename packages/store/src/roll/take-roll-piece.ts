import { MAX_REJECTS, Problem, type RollImportView, type RollRejectReason } from '@sunbeon/core';
import { z } from 'zod';
import type { Store } from '../store.ts';
import { findRollImport } from './roll-import.ts';

/** Somebody on a line of the file, nothing of it readable. */
export interface NewRollEntry {
  readonly line: number;
  readonly personKey: string;
  readonly matchIndex: string;
  readonly phoneIndex: string | null;
  readonly sealedEntry: string;
}

/** A piece of a file, read: who is in it, and where the next one begins. */
export interface RollPiece {
  readonly importId: string;
  /** Where it begins, in bytes … */
  readonly offset: number;
  /** … and where the next one does. */
  readonly next: number;
  /** How many lines that is. */
  readonly lines: number;
  readonly entries: readonly NewRollEntry[];
  readonly rejects: readonly { readonly line: number; readonly reason: RollRejectReason }[];
}

const rowsSchema = z.tuple([z.object({ problem: z.enum(['unknown', 'done', 'elsewhere', 'erased']).nullable() })]);

/** Past Prisma, which would look at every value. */
const STATEMENT = {
  name: 'take_roll_piece',
  text: 'SELECT take_roll_piece($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS problem',
};

/**
 * Takes a piece of a file into the roll, all of it or nothing, and returns how far the import has come. Whoever was on the
 * roll before stays on it, with what the newest import says; a person named twice by one file counts once, by the first line.
 * @throws {Problem} `import-unknown`; `import-conflict` with the `offset` at which the import stands, when the piece does
 * not begin there, or when the campaign has forgotten its people
 */
export async function takeRollPiece(store: Store, piece: RollPiece): Promise<RollImportView> {
  const { importId, offset, next, lines, entries, rejects } = piece;
  const { rows } = await store.pool.query<z.input<typeof rowsSchema>[0]>({
    ...STATEMENT,
    values: [
      importId,
      offset,
      next,
      lines,
      MAX_REJECTS,
      entries.map(({ personKey }) => personKey),
      entries.map(({ matchIndex }) => matchIndex),
      entries.map(({ phoneIndex }) => phoneIndex),
      entries.map(({ sealedEntry }) => sealedEntry),
      entries.map(({ line }) => line),
      rejects.map(({ line }) => line),
      rejects.map(({ reason }) => reason),
    ],
  });
  const [{ problem }] = rowsSchema.parse(rows);
  const found = await findRollImport(store, importId);
  if (problem === null) return found;
  const reason = problem === 'erased' ? 'the campaign has forgotten its people' : `the import stands elsewhere`;
  throw new Problem('import-conflict', { reason, offset: found.offset });
}
