import type { CivilDate } from '@sunbeon/core';
import { beginSession, Keyring, parseSecret, personKeyOf, sealContact, signSession } from '@sunbeon/crypto';
import { eachSyntheticPerson, type SyntheticPerson } from './synthetic-people.ts';

/** A synthetic citizen with a session, as if they had logged in. */
export interface MintedSession {
  readonly personKey: string;
  readonly session: string;
  readonly birthDate: CivilDate;
}

/** The variables that carry what sessions are signed and sealed with. */
export interface MintKeys {
  readonly SESSION_KEYS: string;
  readonly SEALING_KEYS: string;
  readonly PERSON_KEY_SECRET: string;
}

export interface MintOptions {
  readonly count: number;
  readonly birthFrom: CivilDate;
  readonly birthTo: CivilDate;
  readonly validMs?: number;
}

const TWELVE_HOURS_MS = 43_200_000;
/** Who vouches for people who do not exist. */
const PROVIDER = 'synthetic';
/** Sealing runs on the crypto thread pool: so many at once keep it busy and memory small. */
const BATCH = 512;

/** Signs sessions for people who do not exist, different ones at each call, name and phone sealed inside; yields batches. */
export async function* mintSessions(secrets: MintKeys, options: MintOptions): AsyncGenerator<MintedSession[]> {
  const keys = {
    session: Keyring.parse(secrets.SESSION_KEYS),
    sealing: Keyring.parse(secrets.SEALING_KEYS),
    person: parseSecret(secrets.PERSON_KEY_SECRET),
  };
  const validMs = options.validMs ?? TWELVE_HOURS_MS;
  const lifetime = { idleMs: validMs, sinceVerificationMs: validMs };
  const mint = async (person: SyntheticPerson): Promise<MintedSession> => {
    const personKey = personKeyOf(keys.person, person.ci);
    const { birthDate } = person;
    const sealedContact = await sealContact(keys.sealing, { name: person.name, phone: person.phone }, personKey);
    const verified = { personKey, birthDate, sealedContact, provider: PROVIDER, verifiedAtMs: Date.now() };
    return { personKey, session: signSession(keys.session, beginSession(verified, lifetime)), birthDate };
  };
  let batch: Promise<MintedSession>[] = [];
  for (const person of eachSyntheticPerson(options.count, options)) {
    batch.push(mint(person));
    if (batch.length < BATCH) continue;
    yield await Promise.all(batch);
    batch = [];
  }
  if (batch.length > 0) yield await Promise.all(batch);
}
