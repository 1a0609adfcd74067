import { createHash } from 'node:crypto';
import { type ChainMark } from '@sunbeon/core';
import { z } from 'zod';
import { netstrings } from './netstrings.ts';

/** One entry of the trail as it goes into a hash: each column as Postgres writes it. */
const entrySchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.string(),
});
type ChainEntry = z.infer<typeof entrySchema>;

/** A link, and the entry it seals; `null` when that is gone. */
export const chainRowSchema = z.object({
  position: z.number(),
  entryId: z.string(),
  hash: z.string(),
  entry: entrySchema.nullable(),
});
export type ChainRow = z.infer<typeof chainRowSchema>;

/**
 * What a link has to hold: SHA-256 of the hash before it (as bytes) and of the netstrings of the position, the entry's id,
 * its instant (UTC, milliseconds), actor, action, subject and details. `audit_link_hash` computes the same in Postgres.
 */
export function linkHash(before: ChainMark, { id, at, actor, action, subject, details }: ChainEntry): string {
  const fields = [String(before.position + 1), id, at, actor, action, subject, details];
  return createHash('sha256').update(Buffer.from(before.hash, 'hex')).update(netstrings(fields)).digest('hex');
}
