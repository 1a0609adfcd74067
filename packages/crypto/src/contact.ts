import { type KeyObject, webcrypto } from 'node:crypto';
import { personNameSchema } from '@sunbeon/core';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';

const MAX_NAME_LENGTH = 80;
const MAX_PHONE_LENGTH = 20;
const MAX_SEALED_LENGTH = 2_048;
/** What is sealed is filled up to a multiple of this, so that its length tells nothing about a common name. */
const BLOCK_BYTES = 64;
/** The purpose, in the protected header: whatever else is sealed with these keys one day does not open as a contact. */
const TYPE = 'contact';

const contactSchema = z.strictObject({
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  phone: z.string().min(1).max(MAX_PHONE_LENGTH),
});
const sealableSchema = contactSchema.extend({ name: personNameSchema });

/** How a person is addressed and reached. In the clear only while it is being sealed or used. */
export type Contact = z.infer<typeof contactSchema>;

/** A contact could not be opened: not sealed by us, sealed for someone else, or damaged. Carries nothing of its content. */
export class SealedContactError extends Error {
  override readonly name = 'SealedContactError';
}

/**
 * Seals a contact for one person: JWE compact, `dir` + A256GCM, with key id, purpose and person in the protected header,
 * so that it opens as this person's contact only. About 40 µs.
 * @throws {z.ZodError} when the name is none (see `personNameSchema`) or the phone is empty or over-long
 */
export async function sealContact(keys: Keyring, contact: Contact, personKey: string): Promise<string> {
  const { kid, key } = keys.current;
  return new CompactEncrypt(filledUp(JSON.stringify(sealableSchema.parse(contact))))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: TYPE, sub: personKey })
    .encrypt(await imported(key));
}

/**
 * Opens what {@link sealContact} sealed for this person. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openContact(keys: Keyring, sealed: string, personKey: string): Promise<Contact> {
  if (sealed.length > MAX_SEALED_LENGTH) throw new SealedContactError('too long to be a sealed contact');
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => imported(keyOf(keys, kid)), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    if (protectedHeader.typ !== TYPE) throw new SealedContactError('sealed for another purpose');
    if (protectedHeader['sub'] !== personKey) throw new SealedContactError('sealed for another person');
    return contactSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
  } catch (error) {
    if (error instanceof SealedContactError) throw error;
    throw new SealedContactError('not a contact sealed by a key of this keyring');
  }
}

/**
 * The same contact sealed by the current key; `null` when it is already.
 * @throws {SealedContactError} when it does not open for this person
 */
export async function resealContact(keys: Keyring, sealed: string, personKey: string): Promise<string | null> {
  if (sealingKeyOf(sealed) === keys.current.kid) return null;
  return sealContact(keys, await openContact(keys, sealed, personKey), personKey);
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
