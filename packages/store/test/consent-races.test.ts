import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endConsent, lapseConsents } from '../src/index.ts';
import { ask, enter, give, refusal, someone, stateOf, WIDE } from './a-request.ts';
import { aStore, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => at[Symbol.asyncDispose]());

const AT_ONCE = 12;
const many = <Result>(run: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => run(index)));
const count = async (sql: string, values: unknown[]) =>
  Number((await at.sql<{ count: string }>(`SELECT count(*) FROM ${sql}`, values))[0]?.count);

test('twelve guesses at once are five tries and no more', async () => {
  const asked = await ask(at.store);
  const answers = await many((index) => refusal(enter(at.store, asked, `00000${index}`)));
  expect(answers.filter((answer) => answer === 'code-wrong')).toHaveLength(5);
  expect(answers.filter((answer) => answer === 'code-expired')).toHaveLength(AT_ONCE - 5);
  expect(await refusal(enter(at.store, asked))).toBe('code-expired');
});

test('the right code entered twelve times at once gives one consent and two messages', async () => {
  const asked = await ask(at.store);
  const answers = await many(() => refusal(enter(at.store, asked)));
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  expect(new Set(answers)).toEqual(new Set([null, 'consent-settled']));
  expect(await count(`message WHERE consent_id = $1 AND kind = 'consent-given'`, [asked.id])).toBe(2);
});

test('twelve parents at once: four are asked', async () => {
  const delegateKey = someone();
  const answers = await many(() => refusal(ask(at.store, { delegateKey })));
  expect(answers.filter((answer) => answer === null)).toHaveLength(4);
  expect(await count('consent WHERE delegate_key = $1', [delegateKey])).toBe(4);
});

test('requests of a wider time, all given at once, stay within the limit of now', async () => {
  const delegateKey = someone();
  const asked = await many(() => ask(at.store, { delegateKey, limits: { ...WIDE, beneficiaries: AT_ONCE } }));
  const answers = await Promise.all(
    asked.map(async (request, index) => refusal(index % 2 ? enter(at.store, request) : give(at.store, request))),
  );
  expect(answers.filter((answer) => answer === null)).toHaveLength(4);
  expect(await count(`consent WHERE delegate_key = $1 AND state = 'given'`, [delegateKey])).toBe(4);
});

test('two who ask each other, given at once: one of them is', async () => {
  for (let round = 0; round < 4; round += 1) {
    const there = await ask(at.store);
    const back = await ask(at.store, { delegateKey: there.beneficiaryKey, beneficiaryKey: there.delegateKey });
    const answers = await Promise.all([refusal(enter(at.store, there)), refusal(give(at.store, back))]);
    expect(new Set(answers)).toEqual(new Set(['consent-circular', null]));
  }
});

test('given and withdrawn at the same moment: withdrawn in the end, and both sides know of whatever there was', async () => {
  for (let round = 0; round < 8; round += 1) {
    const asked = await ask(at.store);
    const { id: consentId, delegateKey } = asked;
    const side = { personKey: delegateKey, matchIndex: '', phoneIndex: '' };
    const actor = { kind: 'citizen', id: 'citizen' } as const;
    const [entered] = await Promise.all([
      refusal(enter(at.store, asked)),
      endConsent(at.store, { consentId, side, ending: 'withdrawn', actor }),
      lapseConsents(at.store, 10),
    ]);
    expect(await stateOf(at.store, asked)).toBe('withdrawn');
    const told = entered === null ? 2 : 0;
    expect(await count(`message WHERE consent_id = $1 AND kind = 'consent-given'`, [consentId])).toBe(told);
    expect(await count(`message WHERE consent_id = $1 AND kind = 'consent-ended'`, [consentId])).toBe(told);
  }
});

test('two consents of the same two people, given at once: one is in force', async () => {
  const first = await ask(at.store);
  const { delegateKey, beneficiaryKey } = first;
  const second = await ask(at.store, { delegateKey, beneficiaryKey: someone() });
  const rebound = { ...second, beneficiaryKey };
  await at.sql(`UPDATE consent SET beneficiary_key = $2 WHERE id = $1`, [second.id, beneficiaryKey]);
  expect(await Promise.all([refusal(enter(at.store, first)), refusal(give(at.store, rebound))])).toEqual([null, null]);
  expect(await count(`consent WHERE delegate_key = $1 AND state = 'given'`, [delegateKey])).toBe(1);
});

test.each([
  { limit: 'delegateADay', shared: { delegateKey: someone() } },
  { limit: 'phoneADay', shared: { phoneIndex: 'the phone of one victim' } },
  { limit: 'networkAnHour', shared: { network: 'one block' } },
] as const)('$limit: of twelve codes at once so many are sent, on a roll or not', async ({ limit, shared }) => {
  const limits = { ...WIDE, beneficiaries: 100, [limit]: 3 };
  const answers = await many((index) => refusal(ask(at.store, { ...shared, limits, onRoll: index % 2 === 0 })));
  expect(answers.filter((answer) => answer === null)).toHaveLength(3);
  expect(new Set(answers)).toEqual(new Set([null, 'code-limit']));
});

test('in all: beyond so many texts in an hour nobody is sent one', async () => {
  const [total] = await at.sql<{ used: number }>(
    `SELECT used FROM text_allowance WHERE kind = 'total' ORDER BY since DESC LIMIT 1`,
  );
  const limits = { ...WIDE, allAnHour: (total?.used ?? 0) + 3 };
  const answers = await many(() => refusal(ask(at.store, { limits })));
  expect(answers.filter((answer) => answer === null)).toHaveLength(3);
});

test('a request that needs no code stands when no text may be sent, and is counted all the same', async () => {
  const delegateKey = someone();
  const limits = { ...WIDE, beneficiaries: 100, delegateADay: 2, phoneADay: 1 };
  const shared = { delegateKey, way: 'verification', phoneIndex: 'a quiet phone', limits } as const;
  const answers = [];
  for (let index = 0; index < 3; index += 1) answers.push(await refusal(ask(at.store, shared)));
  expect(answers).toEqual([null, null, 'too-many-requests']);
  expect(await count('message JOIN consent ON consent.id = consent_id WHERE delegate_key = $1', [delegateKey])).toBe(1);
});
