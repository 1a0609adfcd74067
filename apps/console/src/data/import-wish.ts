import {
  type ImportKind,
  type ImportView,
  importViewSchema,
  type PieceWay,
  type RollImportView,
  rollImportViewSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { ConsoleProblem } from '../api/console-problem.ts';
import { bytesOf } from './file-digest.ts';

/** What is to be imported, and where to: into a window, onto the roll of a campaign, or nowhere in particular. */
export interface ImportWish {
  readonly kind: ImportKind;
  readonly target: string;
  readonly file: File;
}

/** How far a file has come, whatever it holds. */
export type FileStanding = Pick<
  ImportView & RollImportView,
  'id' | 'bytes' | 'offset' | 'lines' | 'added' | 'changed' | 'unchanged' | 'rejected'
> &
  Pick<ImportView, 'state'>;

const standingSchema: z.ZodType<FileStanding> = z.union([importViewSchema, rollImportViewSchema]);
const RETRY_AFTER_MS = 1_000;
const DIGEST_SHOWN = 12;

/** What an import is, as far as its address goes: rolls have one of their own, once they are not only read ahead. */
export interface ImportPlace {
  readonly kind: ImportKind;
  readonly preview: boolean;
}

/** Where imports are asked about. */
export function importsPath({ kind, preview }: ImportPlace): string {
  return kind === 'roll' && !preview ? '/v1/staff/roll/imports' : '/v1/staff/imports';
}

/** The id under which a roll is imported: made of campaign and content, so that the same file is the same import. */
export function rollImportId(campaign: string, digest: string): string {
  return `${campaign.slice(0, 50)}-${digest.slice(0, DIGEST_SHOWN)}`;
}

/** How a file is read here and sent. */
export function wayOf({ kind, target, file }: ImportWish, digest: string, preview: boolean): PieceWay<FileStanding> {
  const path = importsPath({ kind, preview });
  const known = { fileDigest: digest, fileBytes: file.size, kind, preview };
  const bodies = {
    sites: known,
    slots: { ...known, window: target },
    roll: preview
      ? { ...known, campaign: target }
      : { id: rollImportId(target, digest), campaign: target, digest, bytes: file.size },
  };
  return {
    start: () => ask(standingSchema, path, { method: 'POST', body: bodies[kind] }),
    find: (id) => ask(standingSchema, `${path}/${encodeURIComponent(id)}`),
    read: (offset) => bytesOf(file, offset),
    send: (id, offset, csv) =>
      ask(standingSchema, `${path}/${encodeURIComponent(id)}/pieces?offset=${offset}`, { method: 'POST', csv }),
    meaning,
    wait: () => new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS)),
  };
}

function meaning(error: unknown): ReturnType<PieceWay<FileStanding>['meaning']> {
  if (!(error instanceof ConsoleProblem)) return 'final';
  if (error.code === 'import-conflict') return 'elsewhere';
  return error.code === 'unreachable' || error.status >= 500 ? 'passing' : 'final';
}
