import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { consentInForce, endConsent } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { ConsentBoard } from '@sunbeon/waiting-room';
import { aHouse, type House } from './a-worker.ts';

let house: House;
let board: ConsentBoard;
beforeEach(async () => {
  house = await aHouse();
  board = new ConsentBoard(house.redis.redis, house.redis.prefix);
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const HOUR_MS = 3_600_000;
const someone = () => randomBytes(16).toString('base64url');

/** A consent that was given, with its messages, and told to the edge. */
async function aGivenConsent(expiresInMs = HOUR_MS) {
  const [id, delegateKey, beneficiaryKey] = [randomUUID(), someone(), someone()];
  const sealed = { sealedContact: 'sealed', sealedFacts: 'sealed', language: 'ko' as const };
  await house.store.prisma.consent.create({
    data: {
      id,
      reference: id.slice(0, 7),
      delegateKey,
      beneficiaryKey,
      state: 'given',
      relation: 'child',
      way: 'code',
      scope: ['book'],
      days: 1,
      givenAt: new Date(),
      expiresAt: new Date(Date.now() + expiresInMs),
      sealedDelegate: 'sealed',
      sealedNamed: 'sealed',
      sealedBeneficiary: 'sealed',
      matchIndex: 'match',
      phoneIndex: 'phone',
      language: 'ko',
      messages: {
        create: [delegateKey, beneficiaryKey].map((personKey) => ({
          personKey,
          kind: 'consentGiven' as const,
          version: 1,
          state: 'delivered' as const,
          ...sealed,
        })),
      },
    },
  });
  const inForce = await consentInForce(house.store, { consentId: id });
  if (inForce !== null) await board.put(inForce);
  return { id, delegateKey };
}

test('a consent whose time is over has ended, and both sides are told', async () => {
  const { id } = await aGivenConsent(500);
  await house.startWorker();
  await house.startWorker();
  await eventually(async () => {
    expect(await house.store.prisma.consent.findUnique({ where: { id } })).toMatchObject({ state: 'lapsed' });
  });
  expect(await house.store.prisma.message.count({ where: { consentId: id, kind: 'consentEnded' } })).toBe(2);
});

test('an end that never reached the edge, because whoever ended it died, reaches it all the same', async () => {
  const { id, delegateKey } = await aGivenConsent();
  const side = { personKey: delegateKey, matchIndex: '', phoneIndex: '' };
  const actor = { kind: 'citizen', id: 'citizen' } as const;
  await endConsent(house.store, { consentId: id, side, ending: 'withdrawn', actor });
  expect(await board.find(id)).toMatchObject({ consentId: id });
  await house.startWorker();
  await eventually(async () => expect(await board.find(id)).toBe('ended'));
});
