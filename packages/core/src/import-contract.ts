import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { importRejectReasons } from './line-rejects.ts';

/* What the staff API takes and answers about files that are taken in piece by piece: of sites, of slots, of rolls. */

const count = z.int().min(0);

/** Longest piece of a file that is taken at a time. */
export const MAX_PIECE_BYTES = 2 * 2 ** 20;
/** So many lines that were not taken are remembered for each import; the rest are counted. */
export const MAX_REJECTS = 100_000;
/** So many of them are shown at a time. */
export const MAX_REJECTS_SHOWN = 1_000;
/** Longest file of sites or slots, or of a roll that is read ahead, in bytes: a nation's slots are about 40 MB. */
export const MAX_IMPORT_BYTES = 2 ** 28;
/** So long an import that stopped can go on; after that it has to begin again. */
export const IMPORT_RESUMABLE_DAYS = 7;

/** SHA-256 of a file, hex. */
export const fileDigestSchema = z.string().regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256, 64 hexadecimal digits' });

/** `POST …/imports/:id/pieces?offset=`: bytes of the file from there on, `text/csv`. */
export const pieceQuerySchema = z.strictObject({
  offset: z
    .string()
    .regex(/^\d{1,10}$/, { error: 'a whole number' })
    .transform(Number),
});

/** `GET …/imports/:id/rejects`: those behind line `after`. */
export const rejectsQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'the number of a line' })
    .transform(Number)
    .default(0),
});

/** What a file may hold. A roll is read ahead in this way, and imported in one of its own (`roll-contract`). */
export const importKinds = ['sites', 'slots', 'roll'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importIdSchema = z.uuid();

/**
 * `POST /v1/staff/imports`: 201 begins an import, 200 finds the one of the same file, for the same window, that has not
 * ended. A preview reads the file in the same way and writes nothing of it; it always begins anew.
 */
export const startImportBodySchema = z
  .strictObject({
    kind: z.enum(importKinds),
    /** Into which slots are imported. */
    window: windowIdSchema.optional(),
    /** Whose roll it is. */
    campaign: windowIdSchema.optional(),
    fileDigest: fileDigestSchema,
    fileBytes: z.int().min(1).max(MAX_IMPORT_BYTES),
    preview: z.boolean(),
  })
  .refine(({ kind, window }) => (kind === 'slots') === (window !== undefined), {
    error: 'slots are imported into a window, nothing else is',
    path: ['window'],
  })
  .refine(({ kind, campaign }) => (kind === 'roll') === (campaign !== undefined), {
    error: 'a roll belongs to a campaign, nothing else does',
    path: ['campaign'],
  })
  .refine(({ kind, preview }) => kind !== 'roll' || preview, {
    error: 'a roll is only read ahead in this way',
    path: ['preview'],
  });
export type StartImportBody = z.infer<typeof startImportBodySchema>;

/** How far one file has come. In a preview the counts are of what would be done. */
export const importViewSchema = z.object({
  id: importIdSchema,
  kind: z.enum(importKinds),
  window: windowIdSchema.nullable(),
  campaign: windowIdSchema.nullable(),
  preview: z.boolean(),
  /** `left`: it stopped, and was begun anew or not gone on with in time. */
  state: z.enum(['running', 'done', 'left']),
  fileDigest: fileDigestSchema,
  bytes: count,
  /** Where the next piece begins. */
  offset: count,
  /** Lines read, the heading and empty ones included. */
  lines: count,
  added: count,
  /** Sites or slots that were there, and of which the file says something else … */
  changed: count,
  /** … and of which it says the same. */
  unchanged: count,
  rejected: count,
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ImportView = z.infer<typeof importViewSchema>;

/** `GET /v1/staff/imports`: the newest 200, the newest first. */
export const importsSchema = z.object({ imports: z.array(importViewSchema) });

/** A line that was not taken. */
export const importRejectSchema = z.object({
  line: z.int().min(1),
  reason: z.enum(importRejectReasons),
  /** On a duplicate: the line that stands. */
  firstLine: z.int().min(1).optional(),
});
export type ImportReject = z.infer<typeof importRejectSchema>;
export const importRejectsSchema = z.object({ rejects: z.array(importRejectSchema) });
