import { civilDateSchema, personKeySchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const sessionClaims = z.object({
  personKey: personKeySchema,
  birthDate: civilDateSchema,
  /** Name and phone, sealed for this person. */
  sealedContact: z.string(),
});

/** Who is asking: a verified person, as long as the session lasts. */
export type Session = Readonly<z.infer<typeof sessionClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof sessionClaims>> = { audience: 'session', claims: sessionClaims };

/** The session as a signed token; valid until `expiresAtMs`. */
export function signSession(keys: Keyring, session: Session): string {
  return signToken(kind, keys, session);
}

/** The session in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifySession(keys: Keyring, token: string, nowMs = Date.now()): Session | null {
  return verifyToken(kind, keys, token, nowMs);
}
