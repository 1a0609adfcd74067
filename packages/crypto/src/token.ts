import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';

const ISSUER = 'sunbeon';
const ALGORITHM = 'HS256';
/** Longest token that is looked at, in characters; a longer one is not ours. */
export const MAX_TOKEN_LENGTH = 4_096;

/** A kind of token: who it is meant for, and what it says. One audience per kind, so that none passes for another. */
export interface TokenKind<Claims> {
  readonly audience: 'session' | 'ticket' | 'pass' | 'login' | 'assisted' | 'staff-device';
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
/**
 * The id of the key that each header named which turned out to be ours: there is one header for each key, and tokens
 * begin with it word for word. Only what verified is remembered, so that nobody else can put anything here.
 */
const keyIdsByHeader = new Map<string, string>();
const MOST_HEADERS = 64;
const lifetimeSchema = z.object({ exp: z.int().positive() });

/** Signs claims with the keyring's current key (JWT, HS256, `kid` in the header). */
export function signToken(
  { audience }: Pick<TokenKind<object>, 'audience'>,
  keys: Keyring,
  { expiresAtMs, ...claims }: Expiring,
): string {
  const { kid, key } = keys.current;
  return jwt.sign({ ...claims, exp: Math.floor(expiresAtMs / 1_000) }, key, {
    algorithm: ALGORITHM,
    keyid: kid,
    issuer: ISSUER,
    audience,
  });
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
  try {
    const [header = ''] = token.split('.', 1);
    const kid = keyIdsByHeader.get(header) ?? keyIdIn(header);
    const key = keys.find(kid);
    if (key === null) return null;
    const payload = jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: kind.audience,
      clockTimestamp: Math.floor(nowMs / 1_000),
    });
    const { exp } = lifetimeSchema.parse(payload);
    const claims = kind.claims.parse(payload);
    if (keyIdsByHeader.size < MOST_HEADERS) keyIdsByHeader.set(header, kid);
    return { ...claims, expiresAtMs: exp * 1_000 };
  } catch {
    return null;
  }
}

function keyIdIn(header: string): string {
  return headerSchema.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).kid;
}
