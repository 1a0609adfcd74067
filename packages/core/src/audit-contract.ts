import { z } from 'zod';
import { isVisibleText } from './free-text.ts';
import { pageOf, pageQuery, storedInstantSchema } from './page-contract.ts';

/* The audit trail: who did what, when and why. Entries are sealed into a chain of hashes a moment after they committed. */

const instant = z.iso.datetime();
const text = z.string().min(1).max(200).refine(isVisibleText, { error: 'visible characters only' });

/** SHA-256, hexadecimal. */
const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: '64 hexadecimal digits' });

/** What stands before the first entry of the chain. */
export const CHAIN_START = { position: 0, hash: '0'.repeat(64) } as const;

/** A place in the chain, by which everything up to it can be recognised: worth keeping where nobody here can change it. */
export const chainMarkSchema = z.strictObject({ position: z.int().min(0), hash });
export type ChainMark = Readonly<z.infer<typeof chainMarkSchema>>;

/** A mark as people write it down: `HASH@POSITION`. */
export function chainMarkText({ position, hash: digits }: ChainMark): string {
  return `${digits}@${position}`;
}

/** Reads {@link chainMarkText}; `null` for what is none. */
export function parseChainMark(written: string): ChainMark | null {
  const [, digits, position] = /^\s*([0-9a-f]{64})@(\d{1,15})\s*$/i.exec(written) ?? [];
  if (digits === undefined || position === undefined) return null;
  return { position: Number(position), hash: digits.toLowerCase() };
}

/** `GET /v1/staff/audit`: the newest first. `actor` and `subject` whole, `action` whole or the part before a dot. */
export const auditQuerySchema = z.strictObject({
  limit: pageQuery.limit,
  after: pageQuery.after,
  actor: text.optional(),
  action: text.optional(),
  subject: text.optional(),
  /** From this instant on. */
  from: storedInstantSchema.optional(),
  /** Before this instant. */
  until: storedInstantSchema.optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** One thing somebody did. */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: instant,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** `reason`, and `before` and `after` where something was changed, among others. */
  details: z.record(z.string(), z.json()),
  /** Its place in the chain; `null` for a moment after it was written. */
  position: z.int().nullable(),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;
export const auditPageSchema = pageOf(auditEntrySchema);

/** `GET /v1/staff/audit/head`. */
export const auditHeadSchema = z.object({
  ...chainMarkSchema.shape,
  /** When the newest entry was sealed; `null` while there is none. */
  sealedAt: instant.nullable(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/**
 * What is wrong at a position: `changed` (not what was sealed, or sealed after another one), `removed` (the entry is gone),
 * `gap` (a link is gone), `backdated` (put in later under an earlier time), `unsealed` (in the trail and not in the chain),
 * `truncated` (the chain ends before the mark that was kept), `rewritten` (another hash at the mark that was kept).
 */
export const chainFaults = ['changed', 'removed', 'gap', 'backdated', 'unsealed', 'truncated', 'rewritten'] as const;
export const chainFaultSchema = z.object({
  kind: z.enum(chainFaults),
  position: z.int(),
  entryId: z.string().nullable(),
});
export type ChainFault = z.infer<typeof chainFaultSchema>;

/** `POST /v1/staff/audit/verify`: some thousand entries behind `from`; ask again from `reached` until it is `done`. */
export const verifyAuditBodySchema = z.strictObject({
  from: chainMarkSchema.default(CHAIN_START),
  /** A mark that was kept elsewhere. */
  kept: chainMarkSchema.nullable().default(null),
});
export const auditVerdictSchema = z.object({
  reached: chainMarkSchema,
  /** The whole chain has been recomputed, or a fault was found. */
  done: z.boolean(),
  fault: chainFaultSchema.nullable(),
  /** Entries of the chain in all. */
  entries: z.int(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
