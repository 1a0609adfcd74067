import { randomBytes, randomUUID } from 'node:crypto';
import type { ConsentWay } from '@sunbeon/core';
import {
  type ConsentGift,
  type ConsentLimits,
  type ConsentRequest,
  checkCode,
  findConsent,
  giveConsent,
  type RequestText,
  requestConsent,
  type Store,
} from '../src/index.ts';

/** Wide enough for nothing to be refused. */
export const WIDE: ConsentLimits = {
  beneficiaries: 4,
  delegateADay: 1_000,
  phoneADay: 1_000,
  networkAnHour: 1_000,
  allAnHour: 1_000,
};

/** Somebody who does not exist. */
export const someone = () => randomBytes(16).toString('base64url');

export interface Asked {
  readonly id: string;
  readonly delegateKey: string;
  /** Whom the text goes to; also what their name and birth date, and their phone, are recognised by here. */
  readonly beneficiaryKey: string;
  readonly sessionId: string;
}

export interface Wish extends Partial<Omit<Asked, 'id'>> {
  readonly way?: ConsentWay;
  readonly limits?: ConsentLimits;
  readonly network?: string;
  /** `false`: whoever was named is on no roll. */
  readonly onRoll?: boolean;
  readonly code?: string;
  readonly phoneIndex?: string;
  readonly days?: number;
}

/** The text of a request: what is sealed stands here in words. */
export function textFor(beneficiaryKey: string, { onRoll = true, code = '123456' }: Wish = {}): RequestText {
  return {
    goes: onRoll,
    person: onRoll ? beneficiaryKey : 'nobody',
    contact: 'contact',
    facts: `code ${code}`,
    digest: `digest of ${code}`,
    beneficiary: onRoll ? beneficiaryKey : null,
    sealedBeneficiary: 'beneficiary',
    givenFacts: 'given',
  };
}

/** Asks for a consent; every person is recognised by their key. */
export async function ask(store: Store, wish: Wish = {}): Promise<Asked> {
  const { delegateKey = someone(), beneficiaryKey = someone(), sessionId = 'session', way = 'code' } = wish;
  const asked: ConsentRequest = {
    id: randomUUID(),
    delegateKey,
    sessionId,
    network: wish.network ?? 'network',
    relation: 'child',
    way,
    scope: ['book', 'change'],
    days: wish.days ?? 30,
    language: 'ko',
    sealedDelegate: 'delegate',
    sealedNamed: 'named',
    matchIndex: `match ${beneficiaryKey}`,
    phoneIndex: wish.phoneIndex ?? `phone ${beneficiaryKey}`,
    text: textFor(beneficiaryKey, wish),
  };
  await requestConsent(store, asked, wish.limits ?? WIDE);
  return { id: asked.id, delegateKey, beneficiaryKey, sessionId };
}

/** Enters a code as the delegate does. */
export async function enter(store: Store, { id, delegateKey, sessionId }: Asked, code = '123456', beneficiaries = 4) {
  return checkCode(store, { consentId: id, delegateKey, sessionId, codeDigest: `digest of ${code}`, beneficiaries });
}

/** Gives as whoever was asked does, verified. */
export async function give(store: Store, { id, beneficiaryKey }: Asked, overrides: Partial<ConsentGift> = {}) {
  return giveConsent(store, {
    consentId: id,
    beneficiaryKey,
    matchIndex: `match ${beneficiaryKey}`,
    phoneIndex: `phone ${beneficiaryKey}`,
    sealedBeneficiary: 'beneficiary',
    sealedContact: 'contact',
    sealedFacts: 'given',
    way: 'verification',
    language: 'ko',
    actor: { kind: 'citizen', id: 'beneficiary' },
    beneficiaries: 4,
    ...overrides,
  });
}

/** The state of a consent. */
export async function stateOf(store: Store, { id }: { readonly id: string }): Promise<string | undefined> {
  return (await findConsent(store, id))?.state;
}

/** The problem code something is refused with; `null` when it is not. */
export async function refusal(promise: Promise<unknown>): Promise<string | null> {
  return promise.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
