import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { fileDigestSchema } from './import-contract.ts';
import { rollRejectReasons } from './roll.ts';

/* What the staff API takes and answers about the rolls of campaigns. Never about anybody who is on one. */

const count = z.int().min(0);

/** Longest file of a roll, in bytes: a nation's is about 500 MB. */
export const MAX_ROLL_BYTES = 4 * 2 ** 30;

/** An id that staff, or the command line, give an import: the same one goes on with the same file. */
export const rollImportIdSchema = windowIdSchema;

/** `POST /v1/staff/roll/imports`: 201 begins an import, 200 finds it as far as it has come. */
export const startRollImportBodySchema = z.strictObject({
  id: rollImportIdSchema,
  campaign: windowIdSchema,
  /** SHA-256 of the file, hex. */
  digest: fileDigestSchema,
  bytes: z.int().min(1).max(MAX_ROLL_BYTES),
});
export type StartRollImportBody = z.infer<typeof startRollImportBodySchema>;

/** How far the import of one file has come. */
export const rollImportViewSchema = z.object({
  id: rollImportIdSchema,
  campaign: windowIdSchema,
  state: z.enum(['running', 'done']),
  bytes: count,
  /** Where the next piece begins. */
  offset: count,
  /** Lines read, the heading and empty ones included. */
  lines: count,
  added: count,
  /** People who were on the roll already, and of whom it says something else now … */
  changed: count,
  /** … and of whom it says the same. */
  unchanged: count,
  rejected: count,
  /** Who began it, or took it over. */
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type RollImportView = z.infer<typeof rollImportViewSchema>;

/** `GET /v1/staff/roll/imports`. */
export const rollImportsQuerySchema = z.strictObject({ campaign: windowIdSchema.optional() });
export const rollImportsSchema = z.object({ imports: z.array(rollImportViewSchema) });

/** A line that made nobody an entry. */
export const rollRejectSchema = z.object({
  line: z.int().min(1),
  reason: z.enum(rollRejectReasons),
  /** On a duplicate: the line that stands. */
  firstLine: z.int().min(1).optional(),
});
export type RollReject = z.infer<typeof rollRejectSchema>;
export const rollRejectsSchema = z.object({ rejects: z.array(rollRejectSchema) });
