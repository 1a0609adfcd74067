import { formatInSeoul, type ImportView, instantInSeoul, type SlotRow } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { type ImportPiece, takeImportPiece } from './import-piece.ts';

export interface SlotsPiece extends ImportPiece {
  readonly slots: readonly (SlotRow & { readonly line: number })[];
}

/**
 * Takes a piece of a file of slots, all of it or nothing, and returns how far the import has come. What is not there is
 * added; the capacity of what is there is raised or lowered, but never below what is taken (`capacity-below-booked`). Of
 * lines that name the same slot the first stands. A preview counts the same and writes no slot.
 * @throws {Problem} `import-unknown`; `import-conflict` with the `offset` at which the import stands
 */
export async function takeSlotsPiece(store: Store, { slots, ...piece }: SlotsPiece): Promise<ImportView> {
  const today = instantInSeoul(formatInSeoul(new Date(), 'yyyy-MM-dd'), '00:00');
  return takeImportPiece(store, { name: 'take_slots_piece', columns: 6 }, piece, [
    slots.map(({ line }) => line),
    slots.map((slot) => slot.site_id),
    // In milliseconds, as they are kept: what differs by less is the same slot.
    slots.map((slot) => new Date(slot.starts_at).toISOString()),
    slots.map(({ product }) => product),
    slots.map(({ capacity }) => capacity),
    today,
  ]);
}
