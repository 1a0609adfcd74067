import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  claimMessages,
  contactsSealedBy,
  decideBookings,
  endConsent,
  eraseExpired,
  forgetPerson,
  replaceContacts,
} from '../src/index.ts';
import { type Asked, ask, enter } from './a-request.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => at[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;

async function withdraw({ id: consentId, delegateKey }: Asked): Promise<void> {
  const side = { personKey: delegateKey, matchIndex: '', phoneIndex: '' };
  const actor = { kind: 'citizen', id: 'citizen' } as const;
  await endConsent(at.store, { consentId, side, ending: 'withdrawn', actor });
}

async function erase(): Promise<number> {
  let consents = 0;
  const options = { olderThan: new Date(Date.now() - 30 * DAY_MS), limit: 2, actor: 'worker' };
  for await (const erased of eraseExpired(at.store, options)) consents += erased.consents;
  return consents;
}

test('a consent that ended long ago is forgotten, batch by batch; what is in force, or ended lately, is not', async () => {
  const ended = [await ask(at.store), await ask(at.store), await ask(at.store)];
  const [lately, given] = [await ask(at.store), await ask(at.store)];
  for (const asked of [...ended, lately, given]) await enter(at.store, asked);
  for (const asked of [...ended, lately]) await withdraw(asked);
  await at.sql(`UPDATE consent SET ended_at = ended_at - interval '31 days' WHERE id = ANY ($1)`, [
    ended.map(({ id }) => id),
  ]);
  await at.sql(`UPDATE one_time_code SET issued_at = issued_at - interval '25 hours'`);
  await at.sql(`UPDATE text_allowance SET since = since - interval '3 days'`);
  expect(await erase()).toBe(3);
  expect(await erase()).toBe(0);
  expect(await at.sql('SELECT count(*)::int AS left FROM one_time_code')).toEqual([{ left: 0 }]);
  expect(await at.sql('SELECT count(*)::int AS left FROM text_allowance')).toEqual([{ left: 0 }]);
  const rows = await at.sql<{ row: string; id: string }>('SELECT consent::text AS row, id FROM consent');
  const people = ended.flatMap(({ delegateKey, beneficiaryKey }) => [delegateKey, beneficiaryKey]);
  const everything = [
    ...rows.filter(({ id }) => ended.some((asked) => asked.id === id)).map(({ row }) => row),
    ...(await at.sql<{ row: string }>('SELECT message::text AS row FROM message')).map(({ row }) => row),
    ...(await at.sql<{ row: string }>('SELECT audit_entry::text AS row FROM audit_entry')).map(({ row }) => row),
  ].join('\n');
  for (const key of people) expect(everything).not.toContain(key);
  expect(everything).toContain(given.beneficiaryKey);
  expect(everything).toContain(lately.beneficiaryKey);
  expect(rows).toHaveLength(5);
});

test('a consent whose message is at a carrier this moment is left for the next time', async () => {
  const asked = await ask(at.store);
  await enter(at.store, asked);
  await withdraw(asked);
  await at.sql(`UPDATE consent SET ended_at = ended_at - interval '31 days'`);
  await claimMessages(at.store, { limit: 10, carrier: 'first', quietUntil: null });
  expect(await erase()).toBe(0);
  await at.sql(`UPDATE message SET next_attempt_at = now() WHERE state = 'queued'`);
  expect(await erase()).toBe(1);
});

test('whoever asks to be forgotten is, in what has ended; what is in force stays until they end it', async () => {
  const ended = await ask(at.store);
  const given = await ask(at.store, { delegateKey: ended.delegateKey });
  for (const asked of [ended, given]) await enter(at.store, asked);
  await withdraw(ended);
  await at.sql(`UPDATE message SET state = 'sent'`);
  await forgetPerson(at.store, ended.beneficiaryKey);
  await forgetPerson(at.store, given.beneficiaryKey);
  const rows = await at.sql<{ keys: string; state: string }>(
    `SELECT delegate_key || coalesce(beneficiary_key, '') AS keys, state FROM consent ORDER BY asked_at`,
  );
  expect(rows).toEqual([
    { keys: '', state: 'withdrawn' },
    { keys: given.delegateKey + given.beneficiaryKey, state: 'given' },
  ]);
});

test('a delegate who asks to be forgotten takes no news of a consent from the other side, nor who acted for them', async () => {
  const asked = await ask(at.store);
  await enter(at.store, asked);
  await withdraw(asked);
  const kept = async () => at.sql(`SELECT FROM consent WHERE delegate_key <> ''`);
  await forgetPerson(at.store, asked.delegateKey);
  expect(await kept()).toHaveLength(1);
  expect(await at.sql(`SELECT DISTINCT kind FROM message WHERE state = 'queued' AND kind <> 'code'`)).toHaveLength(2);

  await at.sql(`UPDATE message SET state = 'sent'`);
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const personKey = asked.beneficiaryKey;
  await decideBookings(at.store, [aRequest({ windowId, choices: slots, personKey })]);
  await forgetPerson(at.store, asked.delegateKey);
  expect(await kept()).toHaveLength(1);

  await at.sql('UPDATE booking SET erased_at = now()');
  await forgetPerson(at.store, asked.delegateKey);
  expect(await kept()).toHaveLength(0);
});

/** As something sealed by a key begins, whatever it holds. */
function sealedBy(kid: string): string {
  return `${Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid })).toString('base64url')}..iv.text.tag`;
}

test.each([
  ['message_facts', 'message', 'sealed_facts', 'beneficiaryKey'],
  ['consent_delegate', 'consent', 'sealed_delegate', 'delegateKey'],
  ['consent_named', 'consent', 'sealed_named', 'delegateKey'],
  ['consent_beneficiary', 'consent', 'sealed_beneficiary', 'beneficiaryKey'],
] as const)(
  'what %s holds is found by the key that seals it, with whom it is sealed for, and replaced',
  async (table, of, column, whose) => {
    const asked = await ask(at.store);
    await enter(at.store, asked);
    await at.sql(`DELETE FROM message WHERE kind <> 'code'`);
    await at.sql(`UPDATE ${of} SET ${column} = $1`, [sealedBy('old')]);
    const search = { table, kids: ['old'], limit: 10, after: null };
    const { contacts } = await contactsSealedBy(at.store, search);
    expect(contacts).toMatchObject([{ sealedContact: sealedBy('old'), personKey: asked[whose] }]);
    const anew = contacts.map(({ id, sealedContact }) => ({ id, before: sealedContact, after: sealedBy('new') }));
    expect(await replaceContacts(at.store, table, anew)).toBe(1);
    expect(await replaceContacts(at.store, table, anew)).toBe(0);
    expect((await contactsSealedBy(at.store, search)).contacts).toEqual([]);
  },
);
