import { type ConsentView, Problem, type StaffConsent } from '@sunbeon/core';
import { type ConsentFacts, type Keyring, openContact, openFacts, SealedContactError } from '@sunbeon/crypto';
import { type ConsentRecord, findConsent } from '@sunbeon/store';
import type { ApiConfig } from '../config.ts';
import type { ApiContext } from '../context.ts';

/** A consent as the side in question sees it. */
export async function consentView(
  keys: Keyring,
  record: ConsentRecord,
  role: ConsentView['role'],
): Promise<ConsentView> {
  const isDelegate = role === 'delegate';
  const named = isDelegate ? await namedBy(keys, record) : null;
  const { codeExpiresAt, codeAttemptsLeft } = record;
  const hasCode = isDelegate && record.state === 'requested' && codeExpiresAt !== null && codeAttemptsLeft !== null;
  return {
    ...factsOf(record),
    role,
    otherName: named === null ? await delegateName(keys, record) : named.name,
    otherBirthDate: named?.birthDate ?? null,
    code: hasCode ? { expiresAt: codeExpiresAt.toISOString(), attemptsLeft: codeAttemptsLeft } : null,
  };
}

/** A consent as staff see it. */
export async function staffConsent(keys: Keyring, record: ConsentRecord): Promise<StaffConsent> {
  const named = await namedBy(keys, record);
  return {
    ...factsOf(record),
    delegateName: await delegateName(keys, record),
    namedName: named.name,
    namedBirthDate: named.birthDate ?? '',
  };
}

/** The consent as it is now, to one side. @throws {Problem} `consent-unknown` */
export async function presentView(
  { store, config }: ApiContext,
  consentId: string,
  role: ConsentView['role'],
): Promise<ConsentView> {
  const record = await findConsent(store, consentId);
  if (record === null) throw new Problem('consent-unknown');
  return consentView(config.sealingKeys, record, role);
}

function factsOf(record: ConsentRecord) {
  const { id, reference, state, relation, way, scope, endedBy } = record;
  return {
    id,
    reference,
    state,
    relation,
    way,
    scope,
    endedBy,
    askedAt: record.askedAt.toISOString(),
    givenAt: record.givenAt?.toISOString() ?? null,
    expiresAt: record.expiresAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
  };
}

async function namedBy(keys: Keyring, { sealedNamed, delegateKey }: ConsentRecord): Promise<ConsentFacts> {
  return openFacts(keys, sealedNamed, delegateKey).catch(unread);
}

/**
 * The delegate's name, as they verified.
 * @throws {Problem} `consent-settled` when it was sealed by a key that has been taken off: it has to be asked for anew
 */
export async function delegateNameOf({ sealingKeys }: ApiConfig, record: ConsentRecord): Promise<string> {
  const name = await delegateName(sealingKeys, record);
  if (name === '') throw new Problem('consent-settled');
  return name;
}

async function delegateName(keys: Keyring, { sealedDelegate, delegateKey }: ConsentRecord): Promise<string> {
  const { name } = await openContact(keys, sealedDelegate, delegateKey).catch(unread);
  return name;
}

/** What was sealed by a key that has been taken off is readable by nobody, and the rest of it is still true. */
function unread(error: unknown): ConsentFacts {
  if (error instanceof SealedContactError) return { name: '' };
  throw error;
}
