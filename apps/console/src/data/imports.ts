import {
  type ImportView,
  importRejectsSchema,
  importsSchema,
  type RollImportView,
  rollImportsSchema,
  rollRejectsSchema,
} from '@sunbeon/core';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { type FileStanding, type ImportPlace, type ImportWish, importsPath, rollImportId } from './import-wish.ts';

export const importsKey = ['imports'] as const;
const AGAIN_MS = 5_000;
const rejectsSchema = z.union([importRejectsSchema, rollRejectsSchema]);

/** One import, of whatever kind. */
export interface ImportRow extends FileStanding, ImportPlace {
  /** The window or campaign. */
  readonly target: string | null;
  /** SHA-256 of the file; unknown of a roll's. */
  readonly fileDigest: string | null;
  readonly startedBy: string;
  readonly startedAt: string;
}

const ofData = ({ window, campaign, ...view }: ImportView): ImportRow => ({ ...view, target: window ?? campaign });
const ofRoll = ({ campaign, ...view }: RollImportView): ImportRow => ({
  ...view,
  kind: 'roll',
  target: campaign,
  preview: false,
  fileDigest: null,
});

/** Every import there was, the newest first. */
export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => allImports(signal),
  refetchInterval: ({ state }) => (state.data?.some((row) => row.state === 'running') === true ? AGAIN_MS : false),
});

async function allImports(signal?: AbortSignal): Promise<ImportRow[]> {
  const question = signal === undefined ? {} : { signal };
  const [data, roll] = await Promise.all([
    ask(importsSchema, importsPath({ kind: 'sites', preview: false }), question),
    ask(rollImportsSchema, importsPath({ kind: 'roll', preview: false }), question),
  ]);
  const rows = [...data.imports.map(ofData), ...roll.imports.map(ofRoll)];
  return rows.toSorted((one, other) => other.startedAt.localeCompare(one.startedAt));
}

/** The import of this very file that has not ended; `null` when there is none. */
export async function unfinishedOf({ kind, target, file }: ImportWish, digest: string): Promise<ImportRow | null> {
  const rows = await allImports();
  const isSame = (row: ImportRow) =>
    kind === 'roll'
      ? row.id === rollImportId(target, digest)
      : row.kind === kind && (row.target ?? '') === target && row.fileDigest === digest;
  return rows.find((row) => row.state === 'running' && !row.preview && row.bytes === file.size && isSame(row)) ?? null;
}

type Rejects = z.infer<typeof rejectsSchema>['rejects'];

/** The next lines of an import, behind line `after`, that were not taken. */
export async function rejectsBehind(place: ImportPlace, id: string, after: number): Promise<Rejects> {
  return (await ask(rejectsSchema, `${importsPath(place)}/${encodeURIComponent(id)}/rejects?after=${after}`)).rejects;
}
