import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import {
  actingRight,
  beneficiariesOf,
  bindConsent,
  consentInForce,
  consentsOf,
  endConsent,
  findByReference,
  findConsent,
  lapseConsents,
  sendCode,
} from '../src/index.ts';
import { ask, enter, give, refusal, someone, stateOf, textFor, WIDE } from './a-request.ts';
import { aStore, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => at[Symbol.asyncDispose]());

/** The side of somebody who is recognised by their key. */
const sideOf = (key: string) => ({ personKey: key, matchIndex: `match ${key}`, phoneIndex: `phone ${key}` });

async function end(id: string, key: string, ending: 'withdrawn' | 'refused' = 'withdrawn') {
  await endConsent(at.store, { consentId: id, side: sideOf(key), ending, actor: { kind: 'citizen', id: 'citizen' } });
}

async function messagesOf(id: string): Promise<string[]> {
  const rows = await at.sql<{ told: string }>(
    `SELECT kind::text || ' to ' || person_key || ' ' || state AS told FROM message WHERE consent_id = $1 ORDER BY id`,
    [id],
  );
  return rows.map(({ told }) => told);
}

async function trailOf(id: string): Promise<string[]> {
  const rows = await at.sql<{ entry: string }>(
    `SELECT action || ' by ' || (details->>'by') AS entry FROM audit_entry WHERE subject = $1 ORDER BY id`,
    [`consent:${id}`],
  );
  return rows.map(({ entry }) => entry);
}

test('a code, entered in its session, gives the consent; both sides are told, and every step is on record', async () => {
  const asked = await ask(at.store);
  const { id, delegateKey, beneficiaryKey } = asked;
  expect(await findConsent(at.store, id)).toMatchObject({ state: 'requested', way: 'code', codeAttemptsLeft: 5 });
  expect(await enter(at.store, asked)).toEqual({ ended: [] });
  expect(await consentInForce(at.store, { consentId: id })).toMatchObject({ delegateKey, beneficiaryKey });
  expect(await messagesOf(id)).toEqual([
    `code to ${beneficiaryKey} queued`,
    `consent-given to ${delegateKey} queued`,
    `consent-given to ${beneficiaryKey} queued`,
  ]);
  expect(await trailOf(id)).toEqual(['consent.request by delegate', 'consent.give by delegate']);
  const [trail] = await at.sql<{ text: string }>(`SELECT string_agg(audit_entry::text, '') AS text FROM audit_entry`);
  expect(trail?.text).not.toMatch(new RegExp(`${delegateKey}|${beneficiaryKey}`));
});

test('whoever is asked gives it verified; again it is the same; less and shorter than asked', async () => {
  const asked = await ask(at.store, { way: 'verification' });
  await give(at.store, asked, { scope: ['book'], days: 3 });
  await give(at.store, asked);
  const given = await findConsent(at.store, asked.id);
  expect(given).toMatchObject({ state: 'given', way: 'verification', scope: ['book'] });
  expect((given?.expiresAt.getTime() ?? 0) - (given?.givenAt?.getTime() ?? 0)).toBe(3 * 86_400_000);
  const { delegateKey, beneficiaryKey } = asked;
  expect(await actingRight(at.store, { delegateKey, beneficiaryKey, scope: 'book' })).toBe(asked.id);
  expect(await actingRight(at.store, { delegateKey, beneficiaryKey, scope: 'change' })).toBeNull();
  expect((await beneficiariesOf(at.store, delegateKey)).map(({ consentId }) => consentId)).toEqual([asked.id]);
});

test('nobody else can give it, find it, end it, or enter its code', async () => {
  const asked = await ask(at.store);
  const other = someone();
  const reference = (await findConsent(at.store, asked.id))?.reference ?? '';
  expect(await refusal(give(at.store, { ...asked, beneficiaryKey: other }))).toBe('consent-unknown');
  expect(await refusal(bindConsent(at.store, { ...sideOf(other), reference }))).toBe('consent-unknown');
  expect(await refusal(end(asked.id, other))).toBe('consent-unknown');
  expect(await refusal(end(asked.id, asked.delegateKey, 'refused'))).toBe('consent-unknown');
  expect(await refusal(enter(at.store, { ...asked, delegateKey: other }))).toBe('consent-unknown');
  expect(await refusal(enter(at.store, { ...asked, sessionId: 'another' }))).toBe('code-expired');
  expect(await stateOf(at.store, asked)).toBe('requested');
});

test('a reference binds a request to whoever bears the name and the birth date, whatever their phone', async () => {
  const asked = await ask(at.store, { way: 'verification', phoneIndex: 'an old phone' });
  const { beneficiaryKey } = asked;
  expect((await consentsOf(at.store, sideOf(beneficiaryKey))).asBeneficiary).toEqual([]);
  expect(await refusal(give(at.store, asked))).toBe('consent-unknown');
  const { reference = '' } = (await findConsent(at.store, asked.id)) ?? {};
  expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
  const spoken = reference.toLowerCase().replace('-', ' ');
  expect(await bindConsent(at.store, { ...sideOf(beneficiaryKey), reference: spoken })).toBe(asked.id);
  expect((await findByReference(at.store, spoken))?.id).toBe(asked.id);
  expect((await consentsOf(at.store, sideOf(beneficiaryKey))).asBeneficiary).toMatchObject([{ id: asked.id }]);
  await give(at.store, asked);
  expect(await stateOf(at.store, asked)).toBe('given');
});

test('what was refused tells its delegate; what is withdrawn tells both; what has ended stays', async () => {
  const refused = await ask(at.store, { way: 'verification' });
  await end(refused.id, refused.beneficiaryKey, 'refused');
  await end(refused.id, refused.beneficiaryKey, 'refused');
  await end(refused.id, refused.delegateKey);
  expect(await findConsent(at.store, refused.id)).toMatchObject({ state: 'refused', endedBy: 'beneficiary' });
  expect((await messagesOf(refused.id)).slice(1)).toEqual([`consent-ended to ${refused.delegateKey} queued`]);
  expect(await refusal(give(at.store, refused))).toBe('consent-settled');

  const given = await ask(at.store);
  await enter(at.store, given);
  expect(await refusal(end(given.id, given.beneficiaryKey, 'refused'))).toBe('consent-settled');
  await end(given.id, given.beneficiaryKey);
  expect(await consentInForce(at.store, { consentId: given.id })).toBeNull();
  expect((await messagesOf(given.id)).slice(3).toSorted()).toEqual(
    [given.delegateKey, given.beneficiaryKey].map((key) => `consent-ended to ${key} queued`).toSorted(),
  );
  expect(await trailOf(given.id)).toEqual([
    'consent.request by delegate',
    'consent.give by delegate',
    'consent.end by citizen',
  ]);
});

test('a consent whose time is over is in force no more, whether anybody has noted it or not', async () => {
  const [given, open] = [await ask(at.store), await ask(at.store)];
  await enter(at.store, given);
  await at.sql(`UPDATE consent SET expires_at = now() - interval '1 second' WHERE id = ANY ($1)`, [
    [given.id, open.id],
  ]);
  expect(await consentInForce(at.store, { consentId: given.id })).toBeNull();
  expect(await stateOf(at.store, given)).toBe('lapsed');
  expect(await refusal(enter(at.store, open))).toBe('consent-settled');
  expect(await lapseConsents(at.store, 100)).toBe(2);
  expect(await lapseConsents(at.store, 100)).toBe(0);
  expect(await findConsent(at.store, given.id)).toMatchObject({ state: 'lapsed', endedBy: 'system' });
  expect((await messagesOf(given.id)).slice(3)).toHaveLength(2);
  expect((await messagesOf(open.id)).slice(1)).toEqual([]);
});

test('a new request about the same person takes the place of an open one, a new consent of a given one', async () => {
  const first = await ask(at.store);
  const { delegateKey, beneficiaryKey } = first;
  const second = await ask(at.store, { delegateKey, beneficiaryKey });
  expect(await findConsent(at.store, first.id)).toMatchObject({ state: 'withdrawn', endedBy: 'delegate' });
  expect(await refusal(enter(at.store, first))).toBe('consent-settled');
  await enter(at.store, second);
  const third = await ask(at.store, { delegateKey, beneficiaryKey });
  expect(await enter(at.store, third)).toEqual({ ended: [second.id] });
  expect(await findConsent(at.store, second.id)).toMatchObject({ state: 'withdrawn', endedBy: 'system' });
  expect((await beneficiariesOf(at.store, delegateKey)).map(({ consentId }) => consentId)).toEqual([third.id]);
});

test('nobody acts for themself, nor two for each other', async () => {
  const self = someone();
  const toSelf = await ask(at.store, { delegateKey: self, beneficiaryKey: self });
  expect(await refusal(enter(at.store, toSelf))).toBe('consent-self');
  const one = await ask(at.store);
  await enter(at.store, one);
  const back = await ask(at.store, { delegateKey: one.beneficiaryKey, beneficiaryKey: one.delegateKey });
  expect(await refusal(enter(at.store, back))).toBe('consent-circular');
  expect(await refusal(give(at.store, back))).toBe('consent-circular');
  await end(one.id, one.beneficiaryKey);
  await enter(at.store, back);
  expect(await stateOf(at.store, back)).toBe('given');
});

test('fifty parents: four are asked, the fifth is refused; whoever ends one may ask another', async () => {
  const delegateKey = someone();
  const asked = [];
  for (let parent = 0; parent < 4; parent += 1) asked.push(await ask(at.store, { delegateKey }));
  expect(await refusal(ask(at.store, { delegateKey }))).toBe('too-many-beneficiaries');
  for (const request of asked) await enter(at.store, request);
  expect(await refusal(ask(at.store, { delegateKey }))).toBe('too-many-beneficiaries');
  await end(asked[0]?.id ?? '', delegateKey);
  expect(await refusal(ask(at.store, { delegateKey }))).toBeNull();
});

test('another code is sent at the earliest after a minute, and then the one before it is worth nothing', async () => {
  const asked = await ask(at.store);
  const { id: consentId, delegateKey, sessionId, beneficiaryKey } = asked;
  const wish = {
    consentId,
    delegateKey,
    sessionId,
    phoneIndex: `phone ${beneficiaryKey}`,
    network: 'network',
    text: textFor(beneficiaryKey, { code: '654321' }),
  };
  const soon = await sendCode(at.store, wish, WIDE).catch((error: unknown) => error);
  expect(soon).toBeInstanceOf(Problem);
  expect(soon).toMatchObject({ code: 'code-limit', retryAfterSeconds: 60 });
  await at.sql(`UPDATE one_time_code SET issued_at = issued_at - interval '61 seconds' WHERE consent_id = $1`, [
    consentId,
  ]);
  await sendCode(at.store, wish, WIDE);
  expect(await messagesOf(consentId)).toEqual([
    `code to ${beneficiaryKey} superseded`,
    `code to ${beneficiaryKey} queued`,
  ]);
  const wrong = await enter(at.store, asked).catch((error: unknown) => error);
  expect(wrong).toMatchObject({ code: 'code-wrong', facts: { attemptsLeft: 4 } });
  await enter(at.store, asked, '654321');
  expect(await stateOf(at.store, asked)).toBe('given');
});

test('a code that may not be sent takes nothing from what its delegate may ask for', async () => {
  const [delegateKey, first] = [someone(), someone()];
  const limits = { ...WIDE, delegateADay: 2, phoneADay: 1 };
  await ask(at.store, { delegateKey, beneficiaryKey: first, limits });
  for (let time = 0; time < 3; time += 1) {
    expect(await refusal(ask(at.store, { delegateKey, beneficiaryKey: first, limits }))).toBe('code-limit');
  }
  await ask(at.store, { delegateKey, limits });
  expect(await refusal(ask(at.store, { delegateKey, limits }))).toBe('code-limit');
});
