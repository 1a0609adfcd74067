import type { ImportView } from '@sunbeon/core';
import type { NewRollEntry } from '../roll/take-roll-piece.ts';
import type { Store } from '../store.ts';
import { type ImportPiece, takeImportPiece } from './import-piece.ts';

export interface RollPreviewPiece extends ImportPiece {
  readonly people: readonly Omit<NewRollEntry, 'sealedEntry'>[];
}

/**
 * Reads a piece of a roll's file ahead, and returns how far the preview has come: who would be added, changed, unchanged.
 * Nobody is put on the roll.
 * @throws {Problem} `import-unknown`; `import-conflict` with the `offset` at which the import stands
 */
export async function previewRollPiece(store: Store, { people, ...piece }: RollPreviewPiece): Promise<ImportView> {
  return takeImportPiece(store, { name: 'preview_roll_piece', columns: 4 }, piece, [
    people.map(({ line }) => line),
    people.map(({ personKey }) => personKey),
    people.map(({ matchIndex }) => matchIndex),
    people.map(({ phoneIndex }) => phoneIndex),
  ]);
}
