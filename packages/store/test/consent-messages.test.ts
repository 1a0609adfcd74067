import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  claimDoubts,
  endConsent,
  failedMessages,
  markDelivered,
  markSent,
  markUnsent,
  requeueMessages,
} from '../src/index.ts';
import { type Asked, ask, enter, give } from './a-request.ts';
import { aStore, type TestStore } from './a-store.ts';
import { CARRIER, claim, makeDue } from './an-outbox.ts';

/* What is said about consents, on its way out of the outbox. */

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => at[Symbol.asyncDispose]());

const night = () => new Date(Date.now() + 3_600_000);

async function kindsClaimed(quietUntil: Date | null = null): Promise<string[]> {
  return (await claim(at, 100, quietUntil)).map(({ kind }) => kind);
}

async function withdraw({ id: consentId, delegateKey }: Asked): Promise<void> {
  const side = { personKey: delegateKey, matchIndex: '', phoneIndex: '' };
  await endConsent(at.store, { consentId, side, ending: 'withdrawn', actor: { kind: 'citizen', id: 'citizen' } });
}

async function states(): Promise<string[]> {
  const rows = await at.sql<{ message: string }>(
    `SELECT kind::text || ' ' || state AS message FROM message ORDER BY id`,
  );
  return rows.map(({ message }) => message);
}

test('a code goes at night, at once; everything else about consents waits for the morning', async () => {
  const asked = await ask(at.store, { way: 'verification' });
  expect(await kindsClaimed(night())).toEqual([]);
  await ask(at.store);
  expect(await kindsClaimed(night())).toEqual(['code']);
  await makeDue(at);
  await give(at.store, asked);
  expect(await kindsClaimed(night())).toEqual([]);
  await makeDue(at);
  expect(await kindsClaimed()).toEqual(['consent-given', 'consent-given']);
});

test('a message says to which side it goes, and how the consent stands', async () => {
  const asked = await ask(at.store);
  const [code] = await claim(at);
  expect(code).toMatchObject({
    kind: 'code',
    personKey: asked.beneficiaryKey,
    sealedContact: 'contact',
    sealedFacts: 'code 123456',
    consent: { side: 'beneficiary', relation: 'child', scope: ['book', 'change'], state: 'requested' },
  });
  await markSent(at.store, [{ id: code?.id ?? '', carrier: CARRIER, carrierMessageId: 'c1' }]);
  await enter(at.store, asked);
  const given = await claim(at);
  expect(given).toMatchObject([
    { personKey: asked.delegateKey, sealedContact: 'delegate', sealedFacts: 'named', consent: { side: 'delegate' } },
    { personKey: asked.beneficiaryKey, sealedFacts: 'given', consent: { side: 'beneficiary', state: 'given' } },
  ]);
});

test('a code that is too old, was used or has given way to another is not sent, however often it was tried', async () => {
  const [old, used] = [await ask(at.store), await ask(at.store)];
  await at.sql(`UPDATE message SET expires_at = now() - interval '1 second' WHERE consent_id = $1`, [old.id]);
  await enter(at.store, used);
  expect(await kindsClaimed()).toEqual(['consent-given', 'consent-given']);
  expect((await states()).slice(0, 2)).toEqual(['code superseded', 'code superseded']);

  const retried = await ask(at.store);
  const [claimed] = await claim(at);
  expect(claimed?.kind).toBe('code');
  const lease = claimed?.lease ?? new Date(0);
  const unsent = { id: claimed?.id ?? '', lease, at: new Date(), asked: 0, error: 'busy' };
  await markUnsent(at.store, [{ ...unsent, outcome: 'retry' }]);
  await at.sql(`UPDATE message SET expires_at = now() WHERE consent_id = $1`, [retried.id]);
  await makeDue(at);
  expect(await kindsClaimed()).toEqual([]);
});

test('what was agreed and ended overnight is told as ended, once', async () => {
  const asked = await ask(at.store, { way: 'verification' });
  await give(at.store, asked);
  expect(await kindsClaimed(night())).toEqual([]);
  await withdraw(asked);
  await makeDue(at);
  expect(await kindsClaimed()).toEqual(['consent-ended', 'consent-ended']);
  expect((await states()).filter((state) => state.endsWith('superseded'))).toEqual([
    'consent-requested superseded',
    'consent-given superseded',
    'consent-given superseded',
  ]);
});

test('a person is told of the end only after the beginning is settled; a code waits for nobody', async () => {
  const asked = await ask(at.store, { way: 'verification' });
  await at.sql(`DELETE FROM message`);
  await give(at.store, asked);
  const [given] = await claim(at, 1);
  await withdraw(asked);
  await ask(at.store, { delegateKey: asked.delegateKey, beneficiaryKey: asked.beneficiaryKey });
  // The delegate's first message may be with a carrier: what comes behind it waits. The beneficiary's was superseded.
  const claimed = await claim(at);
  expect(
    claimed.map(({ kind, personKey }) => `${kind} ${personKey === asked.delegateKey ? 'delegate' : 'parent'}`),
  ).toEqual(['consent-ended parent', 'code parent']);
  await markSent(at.store, [{ id: given?.id ?? '', carrier: CARRIER, carrierMessageId: 'g1' }]);
  await at.sql(`UPDATE message SET next_attempt_at = now() WHERE state = 'queued' AND carrier IS NULL`);
  expect(await kindsClaimed()).toEqual(['consent-ended']);
});

test('a doubt is asked about, a receipt is taken, by the reference of the consent; a failed one is shown and put back', async () => {
  const asked = await ask(at.store);
  const [message] = await claim(at);
  await makeDue(at);
  const [doubt] = await claimDoubts(at.store, 10);
  expect(doubt).toMatchObject({ id: message?.id, reference: message?.reference });
  expect(message?.reference.endsWith(asked.id.slice(-12))).toBe(true);
  const mark = { carrier: CARRIER, carrierMessageId: 'x', reference: message?.reference ?? '' };
  const forged = { ...mark, reference: `${message?.id ?? ''}-0-000000000000` };
  expect(await markDelivered(at.store, [{ ...forged, state: 'delivered' }])).toEqual([false]);
  expect(await markDelivered(at.store, [{ ...mark, state: 'failed' }])).toEqual([true]);
  const [failed] = await failedMessages(at.store, 10);
  expect(failed).toMatchObject({ consentId: asked.id, bookingId: null, bookingNumber: null, kind: 'code' });
  expect(await requeueMessages(at.store, [failed?.id ?? ''])).toEqual([failed?.id]);
  expect(await kindsClaimed()).toEqual(['code']);
});

test('a text to somebody on no roll is never claimed', async () => {
  await ask(at.store, { onRoll: false });
  await ask(at.store, { onRoll: false, way: 'verification' });
  expect(await kindsClaimed()).toEqual([]);
  expect(await states()).toEqual(['code superseded', 'consent-requested superseded']);
});
