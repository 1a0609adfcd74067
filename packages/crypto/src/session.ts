import { randomBytes } from 'node:crypto';
import { birthDateSchema, personKeySchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const ID_BYTES = 16;

const sessionClaims = z.object({
  /** 22 random characters, the same however often the session is renewed. */
  id: z.string().regex(/^[\w-]{22}$/),
  personKey: personKeySchema,
  birthDate: birthDateSchema,
  /** Name and phone, sealed for this person. */
  sealedContact: z.string(),
  /** The id of the identity provider that vouched. */
  provider: z.string(),
  /** When the session began, ms since the epoch. Renewing changes nothing about it, so no renewal outlives an end. */
  issuedAtMs: z.int().positive(),
  /** When the provider last saw the person, ms since the epoch. */
  verifiedAtMs: z.int().positive(),
});

/** Who is asking: a verified person, as long as the session lasts. */
export type Session = Readonly<z.infer<typeof sessionClaims>> & Expiring;

/** How long sessions last, in milliseconds. */
export interface SessionLifetime {
  /** A session nobody uses ends after this long. */
  readonly idleMs: number;
  /** And in any case this long after the provider last saw the person. */
  readonly sinceVerificationMs: number;
}

/** What is known of a person whose session begins. */
export type SessionStart = Omit<Session, 'id' | 'issuedAtMs' | 'expiresAtMs'>;

const kind: TokenKind<z.infer<typeof sessionClaims>> = { audience: 'session', claims: sessionClaims };

/** A new session, not signed yet: an id of its own, begun now. */
export function beginSession(start: SessionStart, lifetime: SessionLifetime, nowMs = Date.now()): Session {
  const id = randomBytes(ID_BYTES).toString('base64url');
  return { ...start, id, issuedAtMs: nowMs, expiresAtMs: expiryMs(start, lifetime, nowMs) };
}

/** The same session with its end moved on, once half of the time without use has gone; `null` while there is nothing to gain. */
export function renewedSession(session: Session, lifetime: SessionLifetime, nowMs = Date.now()): Session | null {
  const isDue = session.expiresAtMs - nowMs < lifetime.idleMs / 2;
  const expiresAtMs = expiryMs(session, lifetime, nowMs);
  return isDue && expiresAtMs >= session.expiresAtMs + 1_000 ? { ...session, expiresAtMs } : null;
}

function expiryMs({ verifiedAtMs }: SessionStart, lifetime: SessionLifetime, nowMs: number): number {
  return Math.min(nowMs + lifetime.idleMs, verifiedAtMs + lifetime.sinceVerificationMs);
}

/** The session as a signed token; valid until `expiresAtMs`. */
export function signSession(keys: Keyring, session: Session): string {
  return signToken(kind, keys, session);
}

/** The session in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifySession(keys: Keyring, token: string, nowMs = Date.now()): Session | null {
  return verifyToken(kind, keys, token, nowMs);
}
