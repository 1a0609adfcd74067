import type { ImportView, SiteLine } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { type ImportPiece, takeImportPiece } from './import-piece.ts';

export interface SitesPiece extends ImportPiece {
  readonly sites: readonly (SiteLine & { readonly line: number })[];
}

/**
 * Takes a piece of a file of sites, all of it or nothing, and returns how far the import has come. Sites are added and
 * corrected, never removed. Of lines that name the same site the first stands; no two sites of a municipality have the same
 * name (`name-taken`). A preview counts the same and writes no site.
 * @throws {Problem} `import-unknown`; `import-conflict` with the `offset` at which the import stands
 */
export async function takeSitesPiece(store: Store, { sites, ...piece }: SitesPiece): Promise<ImportView> {
  return takeImportPiece(store, { name: 'take_sites_piece', columns: 9 }, piece, [
    sites.map(({ line }) => line),
    sites.map(({ id }) => id),
    sites.map(({ name }) => name),
    sites.map(({ type }) => type),
    sites.map(({ province }) => province),
    sites.map(({ municipality }) => municipality),
    sites.map(({ municipalityCode }) => municipalityCode),
    sites.map(({ latitude }) => latitude),
    sites.map(({ longitude }) => longitude),
  ]);
}
