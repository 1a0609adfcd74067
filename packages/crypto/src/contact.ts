import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';

const MAX_NAME_LENGTH = 80;
const MAX_PHONE_LENGTH = 20;
const MAX_SEALED_LENGTH = 2_048;

const contactSchema = z.strictObject({
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  phone: z.string().min(1).max(MAX_PHONE_LENGTH),
});

/** How a person is addressed and reached. In the clear only while it is being sealed or used. */
export type Contact = z.infer<typeof contactSchema>;

/** A contact could not be opened: not sealed by us, sealed for someone else, or damaged. Carries nothing of its content. */
export class SealedContactError extends Error {
  override readonly name = 'SealedContactError';
}

/**
 * Seals a contact for one person: JWE compact, `dir` + A256GCM, key id and person in the protected header, so that it
 * opens for that person only.
 * @throws {z.ZodError} when name or phone are empty or over-long
 */
export async function sealContact(keys: Keyring, contact: Contact, personKey: string): Promise<string> {
  const { kid, key } = keys.current;
  const plain = new TextEncoder().encode(JSON.stringify(contactSchema.parse(contact)));
  return new CompactEncrypt(plain).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, sub: personKey }).encrypt(key);
}

/**
 * Opens what {@link sealContact} sealed for this person.
 * @throws {SealedContactError} for anything else
 */
export async function openContact(keys: Keyring, sealed: string, personKey: string): Promise<Contact> {
  if (sealed.length > MAX_SEALED_LENGTH) throw new SealedContactError('too long to be a sealed contact');
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => keyOf(keys, kid), {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    if (protectedHeader['sub'] !== personKey) throw new SealedContactError('sealed for another person');
    return contactSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)));
  } catch (error) {
    if (error instanceof SealedContactError) throw error;
    throw new SealedContactError('not a contact sealed by a key of this keyring');
  }
}

function keyOf(keys: Keyring, kid: unknown) {
  const key = typeof kid === 'string' ? keys.find(kid) : null;
  if (key === null) throw new SealedContactError('sealed with an unknown key');
  return key;
}
