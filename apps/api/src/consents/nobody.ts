import { randomBytes } from 'node:crypto';
import { type BirthDate, isBirthDate, type RollPerson } from '@sunbeon/core';
import { type Keyring, sealRollEntry } from '@sunbeon/crypto';

const KEY_BYTES = 16;

/** Somebody who is not there, sealed like everybody else: what is done for people on the roll is done for them too. */
export interface Nobody extends RollPerson {
  readonly personKey: string;
  readonly phone: string;
  readonly sealedEntry: string;
}

/** Makes a nobody, of a key that nobody has. */
export async function makeNobody(keys: Keyring): Promise<Nobody> {
  const personKey = randomBytes(KEY_BYTES).toString('base64url');
  const entry = { name: '아무개', birthDate: someDay('1950-01-01'), phone: '+821000000000' };
  return { ...entry, personKey, sealedEntry: await sealRollEntry(keys, entry, personKey) };
}

function someDay(text: string): BirthDate {
  if (!isBirthDate(text)) throw new RangeError(`not a birth date: ${text}`);
  return text;
}
