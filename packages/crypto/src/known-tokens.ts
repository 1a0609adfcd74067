import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Keyring } from './keyring.ts';
import { type Expiring, MAX_TOKEN_LENGTH } from './token.ts';

/** Tokens remembered at most: some kilobyte each. */
const MOST_KNOWN = 100_000;

type Verify<Token> = (keys: Keyring, token: string, nowMs: number) => Token | null;

interface Known<Token> {
  readonly token: Token;
  /** The keys it verified with. */
  readonly keys: Keyring;
}

/**
 * Tokens that verified a while ago. Whoever waits shows the same ticket again and again, and what was verified once by
 * the same keys is true until it ends. Remembered by SHA-256 of the whole token, so that one that differs anywhere is
 * another one; asked of other keys, or ended, it is verified anew. Nothing that was refused is remembered. Those not shown
 * for longest are forgotten one by one: forgotten by the thousand they would make the memory of a gate rise and fall by half.
 */
export class KnownTokens<Token extends Expiring> {
  readonly #verify: Verify<Token>;
  readonly #known: LRUCache<string, Known<Token>>;

  /** @param most tokens remembered at most */
  constructor(verify: Verify<Token>, most = MOST_KNOWN) {
    this.#verify = verify;
    this.#known = new LRUCache({ max: most });
  }

  /** What the function it was made with says of the token, at less cost when it said so before. Never throws. */
  verify(keys: Keyring, token: string, nowMs = Date.now()): Token | null {
    if (token.length > MAX_TOKEN_LENGTH) return null;
    const digest = hash('sha256', token, 'base64url');
    const known = this.#known.get(digest);
    if (known !== undefined && known.keys === keys && nowMs < known.token.expiresAtMs) return known.token;
    const verified = this.#verify(keys, token, nowMs);
    if (verified !== null) this.#known.set(digest, { token: verified, keys });
    return verified;
  }
}
