import { HIGHEST_NUMBER, languages, personKeySchema, windowIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const assistedPassClaims = z.object({
  windowId: windowIdSchema,
  number: z.int().min(1).max(HIGHEST_NUMBER),
  personKey: personKeySchema,
  sealedContact: z.string(),
  /** Keyed hash of the contact's phone, by which staff find a caller. */
  phoneIndex: z.string(),
  language: z.enum(languages),
  /** When the seat expires, to the millisecond: which grant of it this pass belongs to. */
  seatUntilMs: z.int().positive(),
  /** Whom it was given to: it is nobody else's, and worth nothing at the citizens' door. */
  staffId: z.string(),
});

/** The right of one member of staff to book for one person in one window until `expiresAtMs`. */
export type AssistedPass = Readonly<z.infer<typeof assistedPassClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof assistedPassClaims>> = { audience: 'assisted', claims: assistedPassClaims };

/** The pass as a signed token; valid until `expiresAtMs`. */
export function signAssistedPass(keys: Keyring, pass: AssistedPass): string {
  return signToken(kind, keys, pass);
}

/** The pass in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifyAssistedPass(keys: Keyring, token: string, nowMs = Date.now()): AssistedPass | null {
  return verifyToken(kind, keys, token, nowMs);
}
