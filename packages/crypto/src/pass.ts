import { HIGHEST_NUMBER, languages, personKeySchema, windowIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const passClaims = z.object({
  windowId: windowIdSchema,
  number: z.int().min(1).max(HIGHEST_NUMBER),
  personKey: personKeySchema,
  sealedContact: z.string(),
  language: z.enum(languages),
  /** The consent by which a delegate holds it for the person; `null`: the person does. */
  consentId: z.uuid().nullable().default(null),
});

/** The right of one person to book in one window until `expiresAtMs`. */
export type Pass = Readonly<z.infer<typeof passClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof passClaims>> = { audience: 'pass', claims: passClaims };

/** The pass as a signed token; valid until `expiresAtMs`. */
export function signPass(keys: Keyring, pass: Readonly<z.input<typeof passClaims>> & Expiring): string {
  return signToken(kind, keys, pass);
}

/** The pass in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifyPass(keys: Keyring, token: string, nowMs = Date.now()): Pass | null {
  return verifyToken(kind, keys, token, nowMs);
}
