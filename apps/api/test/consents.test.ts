import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { as, ask, codeIn, codeSent, naming, putOnRoll, textsOf } from './a-family.ts';
import { anApi, type TestApi } from './an-api.ts';

let at: TestApi;
beforeAll(async () => {
  at = await anApi();
});
afterAll(async () => at[Symbol.asyncDispose]());

/** A child and a parent on the roll. */
async function aFamily() {
  const [child, parent] = [await at.person(), await at.person()];
  await putOnRoll(at, parent);
  return { child, parent };
}

test('a code to the phone on the roll: the parent reads it out, the child enters it, and the edge knows', async () => {
  const { child, parent } = await aFamily();
  const asked = await ask(at, child, parent);
  expect(asked).toMatchObject({
    role: 'delegate',
    state: 'requested',
    way: 'code',
    otherName: parent.name,
    otherBirthDate: parent.birthDate,
    code: { attemptsLeft: 5 },
  });
  const [text] = await textsOf(at, asked.id);
  expect(text).toMatchObject({ kind: 'code', phone: parent.phone, name: child.name });
  const given = await as(at, child)('POST', `/v1/consents/${asked.id}/code/check`, { code: text?.code });
  expect(given).toMatchObject({ status: 200, body: { state: 'given', way: 'code', code: null } });
  expect(await at.consents.find(asked.id)).toMatchObject({
    delegateKey: child.personKey,
    beneficiaryKey: parent.personKey,
  });
  const told = (await textsOf(at, asked.id)).filter(({ kind }) => kind === 'consentGiven');
  expect(told.map(({ phone, name }) => ({ phone, name }))).toEqual([
    { phone: child.phone, name: parent.name },
    { phone: parent.phone, name: child.name },
  ]);
});

test('the parent verifies on any device, sees who asks, and gives less than was asked; either side sees it', async () => {
  const { child, parent } = await aFamily();
  const asked = await ask(at, child, parent, { way: 'verification' });
  expect(asked.code).toBeNull();
  expect(await textsOf(at, asked.id)).toMatchObject([{ phone: parent.phone, name: child.name }]);
  const mine = await as(at, parent)('GET', '/v1/consents');
  expect(mine.body).toMatchObject({
    asDelegate: [],
    asBeneficiary: [
      { id: asked.id, role: 'beneficiary', state: 'requested', otherName: child.name, otherBirthDate: null },
    ],
  });
  const given = await as(at, parent)('POST', `/v1/consents/${asked.id}/give`, { scope: ['book'], days: 7 });
  expect(given).toMatchObject({ status: 200, body: { state: 'given', scope: ['book'], way: 'verification' } });
  expect((await as(at, child)('GET', '/v1/consents')).body).toMatchObject({
    asDelegate: [{ id: asked.id, state: 'given', scope: ['book'], otherName: parent.name }],
  });
});

test('of many who share a name and a birthday the one with the phone is asked, however many there are', async () => {
  const child = await at.person();
  const first = await at.person();
  const { name, birthDate } = first;
  const others = await Promise.all(Array.from({ length: 11 }, async () => at.person({ name, birthDate })));
  const all = [first, ...others];
  await putOnRoll(at, ...all);
  const parent = all.toSorted((a, b) => (a.personKey < b.personKey ? -1 : 1)).at(-1) ?? first;
  const { id } = await ask(at, child, parent);
  expect(await textsOf(at, id)).toMatchObject([{ kind: 'code', phone: parent.phone }]);
});

test('a parent with another phone finds it by the reference that is read out', async () => {
  const child = await at.person();
  const parent = await at.person();
  const asked = await ask(at, child, { ...parent, phone: '010-0000-9876' }, { way: 'verification' });
  expect((await as(at, parent)('GET', '/v1/consents')).body).toMatchObject({ asBeneficiary: [] });
  const reference = asked.reference.toLowerCase().replace('-', ' ');
  const found = await as(at, parent)('POST', '/v1/consents/find', { reference });
  expect(found).toMatchObject({ status: 200, body: { id: asked.id, otherName: child.name } });
  expect((await as(at, parent)('POST', `/v1/consents/${asked.id}/give`)).status).toBe(200);
  expect((await as(at, parent)('POST', `/v1/consents/${asked.id}/give`)).status).toBe(200);
});

test('withdrawn by either side it has ended at the edge before anybody is told; what ends again ends no further', async () => {
  for (const side of ['child', 'parent'] as const) {
    const family = await aFamily();
    const asked = await ask(at, family.child, family.parent);
    await as(at, family.child)('POST', `/v1/consents/${asked.id}/code/check`, { code: await codeSent(at, asked.id) });
    const ended = await as(at, family[side])('DELETE', `/v1/consents/${asked.id}`);
    expect(ended).toMatchObject({
      status: 200,
      body: { state: 'withdrawn', endedBy: side === 'child' ? 'delegate' : 'beneficiary' },
    });
    expect(await at.consents.find(asked.id)).toBe('ended');
    expect(await as(at, family[side])('DELETE', `/v1/consents/${asked.id}`)).toEqual(ended);
  }
});

test('a refusal is told to the child, and the request cannot be given any more', async () => {
  const { child, parent } = await aFamily();
  const asked = await ask(at, child, parent);
  const refused = await as(at, parent)('POST', `/v1/consents/${asked.id}/refuse`);
  expect(refused).toMatchObject({ status: 200, body: { state: 'refused', endedBy: 'beneficiary' } });
  const entered = await as(at, child)('POST', `/v1/consents/${asked.id}/code/check`, { code: '123456' });
  expect(codeIn(entered.body)).toBe('consent-settled');
});

test('what is typed otherwise is the same person: spacing, letters taken apart, digits widened', async () => {
  const { child, parent } = await aFamily();
  const name = parent.name.normalize('NFD').replace(/^(.)/u, ' $1');
  const phone = parent.phone.replace('+82', '０').replace(/(\d{4})$/, '-$1');
  const asked = await ask(at, child, parent, { name, phone });
  expect(await codeSent(at, asked.id)).toMatch(/^\d{6}$/);
});

test('an agent gives it with the parent on the line, and only for who is on the roll', async () => {
  const { child, parent } = await aFamily();
  const asked = await ask(at, child, parent, { way: 'agent', phone: '010-0000-1111' });
  const reason = '전화로 동의';
  const seen = await at.staff(
    'GET',
    `/v1/staff/consents?reference=${asked.reference}&reason=${encodeURIComponent(reason)}`,
  );
  expect(seen.body).toMatchObject({
    consents: [{ id: asked.id, delegateName: child.name, namedName: parent.name, namedBirthDate: parent.birthDate }],
  });
  const { name, birthDate, phone } = parent;
  const give = async (caller: unknown) => at.staff('POST', `/v1/staff/consents/${asked.id}/give`, { caller, reason });
  expect(codeIn((await give({ name, birthDate, phone: child.phone })).body)).toBe('caller-unknown');
  const stranger = await at.person();
  await putOnRoll(at, stranger);
  const { ci: _ci, personKey: _key, session: _session, ...other } = stranger;
  expect(codeIn((await give(other)).body)).toBe('consent-unknown');
  expect(await give({ name, birthDate, phone })).toMatchObject({ status: 200, body: { state: 'given', way: 'agent' } });
  expect(await at.consents.find(asked.id)).toMatchObject({ beneficiaryKey: parent.personKey });
  const ended = await at.staff('DELETE', `/v1/staff/consents/${asked.id}`, { reason });
  expect(ended).toMatchObject({ status: 200, body: { state: 'withdrawn', endedBy: 'agent' } });
  expect(await at.consents.find(asked.id)).toBe('ended');
  const trail = await at.store.prisma.auditEntry.findMany({
    where: { subject: `consent:${asked.id}` },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ actor, action }) => `${action} by ${actor}`)).toEqual([
    'consent.request by delegate',
    'consent.look by staff-key',
    'consent.give by staff-key',
    'consent.end by staff-key',
  ]);
});

test('whoever has no session is told to verify, and nothing else', async () => {
  const { parent } = await aFamily();
  const { status, body } = await at.citizen('/v1/consents', {}, 'POST', naming(parent));
  expect({ status, code: codeIn(body) }).toEqual({ status: 401, code: 'login-required' });
});
