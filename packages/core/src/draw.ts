import { z } from 'zod';
import { windowIdSchema } from './booking.ts';

/*
 * The draw in public. The order of a lobby follows from a secret seed and from who was in the lobby, and from nothing else:
 *
 *   commitment  SHA-256 of the seed's 32 bytes, in hex: public from the scheduling on
 *   entry       a person's pseudonym in one draw: the first 16 bytes of SHA-256(drawEntryText), base64url
 *   score       HMAC-SHA-256 with the seed as key over the entry's text, in hex
 *   number      1 for the smallest score, 2 for the next, …
 *
 * The texts that are hashed are written here, once for the servers and the browser.
 */

/** Bytes of a seed. */
export const DRAW_SEED_BYTES = 32;
/** Bytes of the digest that make an entry. */
export const DRAW_ENTRY_BYTES = 16;

/** What is hashed into a person's entry. Without the person key nobody finds the entry, and entries of two windows have nothing in common. */
export function drawEntryText(windowId: string, personKey: string): string {
  return `sunbeon draw\n${windowId}\n${personKey}`;
}

/** What is hashed into the digest of a whole list: its entries in order of their numbers. */
export function drawListText(entries: readonly string[]): string {
  return entries.join('\n');
}

// `z.nullable(…)` rather than a method: what begins with `z` is left out of pages that use no schema.
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: '64 hexadecimal digits' });

/** A person's pseudonym in one draw: 22 characters of base64url. */
export const drawEntrySchema = z.string().regex(/^[\w-]{22}$/);

/** The draw of a window as `GET /v1/windows` shows it. */
export const drawViewSchema = z.object({
  /** SHA-256 of the seed, from the scheduling on. */
  commitment: sha256,
  /** The seed in hex, from the draw at the opening on. */
  seed: z.nullable(sha256),
  /** Where the list of entries is, once the window has closed. */
  entriesUrl: z.string().nullable(),
});
export type DrawView = z.infer<typeof drawViewSchema>;

/** `GET /v1/windows/:id/draw`: all that is needed to recompute every number. */
export const drawDocumentSchema = z.object({
  windowId: windowIdSchema,
  commitment: sha256,
  seed: z.nullable(sha256),
  /** How many were drawn; with the digest it binds the list that follows at the close. `null` before the draw. */
  drawn: z.int().min(0).nullable(),
  /** SHA-256 of the entries in order of their numbers, joined by line feeds. `null` before the draw. */
  entriesDigest: z.nullable(sha256),
  /** The entries in order of their numbers, the first has number 1. `null` before the close. */
  entries: z.array(drawEntrySchema).nullable(),
});
export type DrawDocument = z.infer<typeof drawDocumentSchema>;
