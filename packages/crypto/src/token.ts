import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';

/*
 * JSON Web Tokens (RFC 7519) in the one form we use: compact, HS256, `kid` in the header. Written out, because every
 * request of a crowd pays for it: about a third of the time of a general library, which the tests hold it against.
 */

const ISSUER = 'sunbeon';
const ALGORITHM = 'HS256';
/** Longest token that is looked at, in characters; a longer one is not ours. */
export const MAX_TOKEN_LENGTH = 4_096;

/** A kind of token: who it is meant for, and what it says. One audience per kind, so that none passes for another. */
export interface TokenKind<Claims> {
  readonly audience: 'session' | 'ticket' | 'pass' | 'login';
  readonly claims: z.ZodType<Claims>;
}

/** When a token ends, in milliseconds since the epoch; kept to the whole second before it. */
export interface Expiring {
  readonly expiresAtMs: number;
}

/** Exactly what our own tokens carry: `jku`, `jwk`, `x5u`, `crit` and other algorithms have no place to stand. */
const headerSchema = z.strictObject({
  alg: z.literal(ALGORITHM),
  typ: z.literal('JWT').optional(),
  kid: z.string().max(32),
});
const seconds = z.int().positive();
const registeredSchema = z.object({
  iss: z.literal(ISSUER),
  aud: z.string(),
  exp: seconds,
  iat: seconds.optional(),
  nbf: seconds.optional(),
});

/** Signs claims with the keyring's current key (JWT, HS256, `kid` in the header). */
export function signToken<Claims extends object>(
  kind: TokenKind<Claims>,
  keys: Keyring,
  { expiresAtMs, ...claims }: Claims & Expiring,
): string {
  const { kid, key } = keys.current;
  const registered: z.infer<typeof registeredSchema> = {
    iss: ISSUER,
    aud: kind.audience,
    exp: Math.floor(expiresAtMs / 1_000),
    iat: Math.floor(Date.now() / 1_000),
  };
  const signed = `${segmentOf({ alg: ALGORITHM, typ: 'JWT', kid })}.${segmentOf({ ...claims, ...registered })}`;
  return `${signed}.${signatureOf(key, signed)}`;
}

/**
 * The claims of a token that we signed, of this kind, and not expired; `null` for everything else. Never throws.
 * @param nowMs milliseconds since the epoch by the server's clock
 */
export function verifyToken<Claims extends object>(
  kind: TokenKind<Claims>,
  keys: Keyring,
  token: string,
  nowMs: number,
): (Claims & Expiring) | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const [header = '', payload = '', signature = '', ...more] = token.split('.', 4);
  if (more.length > 0) return null;
  try {
    const key = keys.find(headerSchema.parse(contentOf(header)).kid);
    if (key === null || !isSame(signature, signatureOf(key, `${header}.${payload}`))) return null;
    const content = contentOf(payload);
    const { aud, exp, nbf = 0 } = registeredSchema.parse(content);
    const nowSeconds = Math.floor(nowMs / 1_000);
    if (aud !== kind.audience || nowSeconds >= exp || nowSeconds < nbf) return null;
    return { ...kind.claims.parse(content), expiresAtMs: exp * 1_000 };
  } catch {
    return null;
  }
}

function segmentOf(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function contentOf(segment: string): unknown {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
}

function signatureOf(key: KeyObject, signed: string): string {
  return createHmac('sha256', key).update(signed).digest('base64url');
}

/** As text, so that one signature is written in one way only; in a time that tells nothing about where they differ. */
function isSame(signature: string, expected: string): boolean {
  return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}
