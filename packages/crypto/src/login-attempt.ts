import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const loginAttemptClaims = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** The origin the login began at, and the local path it goes back to. */
  origin: z.string(),
  returnTo: z.string(),
});

/** What the browser that began a login keeps until its callback, so that nobody else can finish or replay it. */
export type LoginAttempt = Readonly<z.infer<typeof loginAttemptClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof loginAttemptClaims>> = { audience: 'login', claims: loginAttemptClaims };

/** The attempt as a signed token; valid until `expiresAtMs`. */
export function signLoginAttempt(keys: Keyring, attempt: LoginAttempt): string {
  return signToken(kind, keys, attempt);
}

/** The attempt in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifyLoginAttempt(keys: Keyring, token: string, nowMs = Date.now()): LoginAttempt | null {
  return verifyToken(kind, keys, token, nowMs);
}
