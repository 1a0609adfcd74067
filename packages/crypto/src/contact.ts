import { personNameSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { openFor, resealFor, type SealedKind, sealFor } from './sealed.ts';

const MAX_NAME_LENGTH = 80;
const MAX_PHONE_LENGTH = 20;

const contactSchema = z.strictObject({
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  phone: z.string().min(1).max(MAX_PHONE_LENGTH),
});
const sealableSchema = contactSchema.extend({ name: personNameSchema });

/** How a person is addressed and reached. In the clear only while it is being sealed or used. */
export type Contact = z.infer<typeof contactSchema>;

const kind: SealedKind<Contact> = { type: 'contact', content: contactSchema };

/**
 * Seals a contact for one person, so that it opens as this person's contact only. About 40 µs.
 * @throws {z.ZodError} when the name is none (see `personNameSchema`) or the phone is empty or over-long
 */
export async function sealContact(keys: Keyring, contact: Contact, personKey: string): Promise<string> {
  return sealFor(kind, keys, sealableSchema.parse(contact), personKey);
}

/**
 * Opens what {@link sealContact} sealed for this person. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openContact(keys: Keyring, sealed: string, personKey: string): Promise<Contact> {
  return openFor(kind, keys, sealed, personKey);
}

/**
 * The same contact sealed by the current key; `null` when it is already.
 * @throws {SealedContactError} when it does not open for this person
 */
export async function resealContact(keys: Keyring, sealed: string, personKey: string): Promise<string | null> {
  return resealFor(kind, keys, sealed, personKey);
}
