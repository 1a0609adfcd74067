import { birthDateSchema, type RollPerson } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { openFor, resealFor, type SealedKind, sealFor } from './sealed.ts';

const MAX_NAME_LENGTH = 80;
const MAX_PHONE_LENGTH = 20;

const kind: SealedKind<RollPerson> = {
  type: 'roll',
  content: z.strictObject({
    name: z.string().min(1).max(MAX_NAME_LENGTH),
    birthDate: birthDateSchema,
    phone: z.string().min(1).max(MAX_PHONE_LENGTH).nullable(),
  }),
};

/** Seals what the roll says of a person for that person, whose name has been checked before. About 40 µs. */
export async function sealRollEntry(keys: Keyring, entry: RollPerson, personKey: string): Promise<string> {
  const { name, birthDate, phone } = entry;
  return sealFor(kind, keys, { name, birthDate, phone }, personKey);
}

/**
 * Opens what {@link sealRollEntry} sealed for this person. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openRollEntry(keys: Keyring, sealed: string, personKey: string): Promise<RollPerson> {
  return openFor(kind, keys, sealed, personKey);
}

/**
 * The same entry sealed by the current key; `null` when it is already.
 * @throws {SealedContactError} when it does not open for this person
 */
export async function resealRollEntry(keys: Keyring, sealed: string, personKey: string): Promise<string | null> {
  return resealFor(kind, keys, sealed, personKey);
}
