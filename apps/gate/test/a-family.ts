import { randomUUID } from 'node:crypto';
import type { BirthDate, ConsentScope } from '@sunbeon/core';
import { type Contact, openContact, sealRollEntry } from '@sunbeon/crypto';
import { ConsentBoard, type ConsentInForce } from '@sunbeon/waiting-room';
import type { TestGate, TestPerson } from './a-gate.ts';
import { type Answer, call } from './call.ts';

const HOUR_MS = 3_600_000;

/** What the edge of this gate knows about consents. */
export function boardOf({ redis, config }: TestGate): ConsentBoard {
  return new ConsentBoard(redis, config.redisPrefix);
}

/** A consent of the beneficiary for the delegate, as `api` tells the edge about it. */
export async function aConsent(
  gate: TestGate,
  delegate: TestPerson,
  beneficiary: TestPerson & { readonly birthDate: BirthDate },
  scope: readonly ConsentScope[] = ['book', 'change'],
): Promise<ConsentInForce> {
  const { name, birthDate, phone, personKey } = beneficiary;
  const consent = {
    consentId: randomUUID(),
    delegateKey: delegate.personKey,
    beneficiaryKey: personKey,
    sealedBeneficiary: await sealRollEntry(gate.config.keys.sealing, { name, birthDate, phone }, personKey),
    scope,
    expiresAtMs: Date.now() + HOUR_MS,
  };
  await boardOf(gate).put(consent);
  return consent;
}

/** Somebody asks for a place, for themself or by a consent. */
export function join(gate: TestGate, windowId: string, { session }: TestPerson, consentId?: string): Promise<Answer> {
  const json = consentId === undefined ? undefined : { beneficiary: consentId };
  return call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session, json });
}

/** Whom messages about the place go to, as it stands in the ticket or pass. */
export function contactIn(gate: TestGate, token: { sealedContact: string; personKey: string }): Promise<Contact> {
  return openContact(gate.config.keys.sealing, token.sealedContact, token.personKey);
}
