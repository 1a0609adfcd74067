import { birthDateSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { openFor, resealFor, type SealedKind, sealFor } from './sealed.ts';

const MAX_NAME_LENGTH = 80;
const MAX_PHONE_LENGTH = 20;
const MAX_CODE_LENGTH = 8;

const factsSchema = z.strictObject({
  /** The other side's name. */
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  /** On whom a delegate named: as they typed it. */
  birthDate: birthDateSchema.optional(),
  /** E.164. */
  phone: z.string().min(1).max(MAX_PHONE_LENGTH).optional(),
  /** On a message that carries a one-time code. */
  code: z.string().min(1).max(MAX_CODE_LENGTH).optional(),
});

/** What one side of a consent is told about the other. In the clear only while it is being sealed or used. */
export type ConsentFacts = Readonly<z.infer<typeof factsSchema>>;

const kind: SealedKind<ConsentFacts> = { type: 'facts', content: factsSchema };

/** Seals what a person is told of the other side of a consent, for that person. About 40 µs. */
export async function sealFacts(keys: Keyring, facts: ConsentFacts, personKey: string): Promise<string> {
  return sealFor(kind, keys, factsSchema.parse(facts), personKey);
}

/**
 * Opens what {@link sealFacts} sealed for this person. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openFacts(keys: Keyring, sealed: string, personKey: string): Promise<ConsentFacts> {
  return openFor(kind, keys, sealed, personKey);
}

/**
 * The same facts sealed by the current key; `null` when they are already.
 * @throws {SealedContactError} when they do not open for this person
 */
export async function resealFacts(keys: Keyring, sealed: string, personKey: string): Promise<string | null> {
  return resealFor(kind, keys, sealed, personKey);
}
