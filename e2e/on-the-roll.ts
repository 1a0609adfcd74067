import { createHash } from 'node:crypto';
import { type Caller, consentViewSchema } from '@sunbeon/core';
import { beginSession, Keyring, parseSecret, personKeyOf, sealContact, signSession } from '@sunbeon/crypto';
import { rollFile, type SyntheticPerson, syntheticPeople } from '@sunbeon/synthetic';
import type { House } from './house.ts';

/** Somebody on a roll, with a session as if they had logged in. */
export interface PersonOnRoll {
  readonly personKey: string;
  readonly session: string;
  /** What they say of themself on the phone. */
  readonly caller: Caller;
}

const COHORT = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
const LIFETIME = { idleMs: 3_600_000, sinceVerificationMs: 3_600_000 };

/** People of the cohort on the roll of a campaign, by way of its import. */
export async function peopleOnRoll(house: House, campaign: string, count: number): Promise<PersonOnRoll[]> {
  const people = syntheticPeople(count, COHORT);
  const file = Buffer.from([...rollFile(people)].join(''));
  const id = `${campaign}-roll`;
  const digest = createHash('sha256').update(file).digest('hex');
  const { roll } = house.staff;
  let { offset, state } = await roll.start({ id, campaign, digest, bytes: file.length });
  while (state === 'running') ({ offset, state } = await roll.send(id, offset, new Uint8Array(file.subarray(offset))));
  return Promise.all(people.map((person) => verified(house, person)));
}

async function verified({ stack }: House, { ci, name, phone, birthDate }: SyntheticPerson): Promise<PersonOnRoll> {
  const { SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET } = stack.secrets;
  const personKey = personKeyOf(parseSecret(PERSON_KEY_SECRET), ci);
  const sealedContact = await sealContact(Keyring.parse(SEALING_KEYS), { name, phone }, personKey);
  const said = { personKey, birthDate, sealedContact, provider: 'synthetic', verifiedAtMs: Date.now() };
  const session = signSession(Keyring.parse(SESSION_KEYS), beginSession(said, LIFETIME));
  return { personKey, session, caller: { name, birthDate, phone } };
}

/** The parent lets the child act for them, each verified on their own device; returns the consent's id. */
export async function consentOf(house: House, parent: PersonOnRoll, child: PersonOnRoll): Promise<string> {
  const wish = { ...parent.caller, relation: 'child', way: 'verification' };
  const asked = await ask(house, child, '/v1/consents', wish);
  const { id, reference } = consentViewSchema.parse(asked);
  await ask(house, parent, '/v1/consents/find', { reference });
  await ask(house, parent, `/v1/consents/${id}/give`, {});
  return id;
}

async function ask(house: House, who: PersonOnRoll, path: string, body: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${who.session}`, 'content-type': 'application/json' };
  const response = await house.fetch(`${house.stack.gateUrl}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
