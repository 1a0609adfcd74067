import { type KeyObject, webcrypto } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { z } from 'zod';
import type { Keyring } from './keyring.ts';

const MAX_SEALED_LENGTH = 2_048;
/** What is sealed is filled up to a multiple of this, so that its length tells nothing about a common name. */
const BLOCK_BYTES = 64;

/** Something sealed could not be opened: not by us, for someone else, for another purpose, or damaged. Carries nothing of its content. */
export class SealedContactError extends Error {
  override readonly name = 'SealedContactError';
}

/** A kind of thing that is sealed for a person. */
export interface SealedKind<Content> {
  /** The purpose, in the protected header: whatever else is sealed with these keys does not open as this. */
  readonly type: 'contact' | 'facts' | 'roll' | 'totp';
  readonly content: z.ZodType<Content>;
}

/**
 * Seals something for one person: JWE compact, `dir` + A256GCM, with key id, purpose and person in the protected header,
 * so that it opens as this person's and for this purpose only. About 40 µs.
 */
export async function sealFor<Content>(
  { type }: SealedKind<Content>,
  keys: Keyring,
  content: Content,
  personKey: string,
): Promise<string> {
  const { kid, key } = keys.current;
  return new CompactEncrypt(filledUp(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: type, sub: personKey })
    .encrypt(await imported(key));
}

/**
 * Opens what {@link sealFor} sealed for this person and purpose. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openFor<Content>(
  { type, content }: SealedKind<Content>,
  keys: Keyring,
  sealed: string,
  personKey: string,
): Promise<Content> {
  if (sealed.length > MAX_SEALED_LENGTH) throw new SealedContactError('too long to be sealed by us');
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => imported(keyOf(keys, kid)), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    if (protectedHeader.typ !== type) throw new SealedContactError('sealed for another purpose');
    if (protectedHeader['sub'] !== personKey) throw new SealedContactError('sealed for another person');
    return content.parse(JSON.parse(new TextDecoder().decode(plaintext)));
  } catch (error) {
    if (error instanceof SealedContactError) throw error;
    throw new SealedContactError(`not a ${type} sealed by a key of this keyring`);
  }
}

/**
 * The same thing sealed by the current key; `null` when it is already.
 * @throws {SealedContactError} when it does not open for this person and purpose
 */
export async function resealFor<Content>(
  kind: SealedKind<Content>,
  keys: Keyring,
  sealed: string,
  personKey: string,
): Promise<string | null> {
  if (sealingKeyOf(sealed) === keys.current.kid) return null;
  return sealFor(kind, keys, await openFor(kind, keys, sealed, personKey), personKey);
}

/** The id of the key something is said to be sealed by, before anybody has checked; `null` when it names none. */
export function sealingKeyOf(sealed: string): string | null {
  try {
    return decodeProtectedHeader(sealed).kid ?? null;
  } catch {
    return null;
  }
}

function keyOf(keys: Keyring, kid: unknown): KeyObject {
  const key = typeof kid === 'string' ? keys.find(kid) : null;
  if (key === null) throw new SealedContactError('sealed with an unknown key');
  return key;
}

/** Blanks after a JSON text mean nothing. */
function filledUp(json: string): Uint8Array {
  const bytes = Buffer.from(json);
  return Buffer.concat([bytes, Buffer.alloc(BLOCK_BYTES - (bytes.length % BLOCK_BYTES), ' ')]);
}

/** Keys as the cipher takes them, made once each: making one costs more than sealing. */
const importedKeys = new WeakMap<KeyObject, Promise<webcrypto.CryptoKey>>();

function imported(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const known = importedKeys.get(key);
  if (known) return known;
  const made = webcrypto.subtle.importKey('raw', key.export(), 'AES-GCM', false, ['encrypt', 'decrypt']);
  importedKeys.set(key, made);
  return made;
}
