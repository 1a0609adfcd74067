import { createSecretKey, type KeyObject } from 'node:crypto';

/** Length of every key, in bytes. */
export const KEY_BYTES = 32;
const MAX_KEYS = 8;
const KID = /^[\w.-]{1,32}$/;
const DEVELOPMENT_KID = /^dev/;

/** A text is not a keyring; `message` says which rule it breaks and never quotes key material. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

export interface NamedKey {
  readonly kid: string;
  /** A `KeyObject`, never a string: it is read once, not with every token. */
  readonly key: KeyObject;
}

/**
 * Keys of one purpose, by key id. The first signs or seals, all verify and open: a new key goes in front, the old one
 * stays behind it until nothing signed with it is valid any more.
 */
export class Keyring {
  readonly current: NamedKey;
  readonly #keys: ReadonlyMap<string, KeyObject>;

  private constructor(current: NamedKey, keys: ReadonlyMap<string, KeyObject>) {
    this.current = current;
    this.#keys = keys;
  }

  /**
   * Reads `kid:base64url[,kid:base64url…]`, each key 32 bytes.
   * @throws {KeyringError} when the text is anything else
   */
  static parse(text: string): Keyring {
    const named = text.split(',').map((part) => parseKey(part.trim()));
    const [current] = named;
    if (current === undefined || named.length > MAX_KEYS) throw new KeyringError(`a keyring has 1–${MAX_KEYS} keys`);
    const keys = new Map(named.map(({ kid, key }) => [kid, key]));
    if (keys.size !== named.length) throw new KeyringError('two keys have the same id');
    return new Keyring(current, keys);
  }

  /** The key with this id, or `null`: ids only ever select from a fixed map, never a file or a query. */
  find(kid: string): KeyObject | null {
    return this.#keys.get(kid) ?? null;
  }

  /** Ids of the keys behind the first: what they signed or sealed is still good, and nothing new is. */
  get olderKids(): readonly string[] {
    return [...this.#keys.keys()].filter((kid) => kid !== this.current.kid);
  }

  /** True when some key is a development key (its id starts with `dev`), which production refuses. */
  get isForDevelopment(): boolean {
    return [...this.#keys.keys()].some((kid) => DEVELOPMENT_KID.test(kid));
  }
}

function parseKey(part: string): NamedKey {
  const separator = part.indexOf(':');
  const kid = part.slice(0, Math.max(separator, 0));
  if (!KID.test(kid))
    throw new KeyringError('a key is written kid:base64url, its id 1–32 letters, digits, ".", "_" or "-"');
  return { kid, key: parseSecret(part.slice(separator + 1)) };
}

/**
 * Reads one 32-byte secret written in base64url.
 * @throws {KeyringError} when the text is anything else
 */
export function parseSecret(text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64url') !== text) {
    throw new KeyringError(`a key is ${KEY_BYTES} bytes in base64url (43 characters)`);
  }
  return createSecretKey(bytes);
}
