import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { birthDateSchema, erasureAnswerSchema, myDataSchema } from '@sunbeon/core';
import { blindIndexOf, Keyring, parseSecret, sealRollEntry } from '@sunbeon/crypto';
import { noteAudit } from '@sunbeon/store';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';

let house: TestApi;
let person: TestPerson;
let windowId: string;

beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});
beforeEach(async () => {
  person = await house.person();
  const window = await anOpenWindow(house);
  windowId = window.id;
  await aBooking(house, person, { windowId, slot: window.slots[0] ?? '' });
  const sealedEntry = await sealRollEntry(
    Keyring.parse(house.sealingKeys),
    { name: '김영수', birthDate: birthDateSchema.parse('1967-05-00'), phone: person.phone },
    person.personKey,
  );
  await house.store.prisma.rollEntry.create({
    data: {
      campaignId: windowId,
      personKey: person.personKey,
      matchIndex: 'match',
      sealedEntry,
      importId: 'file',
      line: 2,
    },
  });
});

const ask = (method: string, path: string) =>
  house.citizen(path, { authorization: `Bearer ${person.session}` }, method);
const data = async () => myDataSchema.parse((await ask('GET', '/v1/me/data')).body);

async function endCampaign(): Promise<void> {
  const past = new Date(Date.now() - 1_000);
  await house.store.prisma.window.update({ where: { id: windowId }, data: { closesAt: past, opensAt: new Date(0) } });
  await house.store.prisma.slot.deleteMany({ where: { windowId, taken: 0 } });
  await house.store.prisma.slot.updateMany({ where: { windowId }, data: { startsAt: new Date(0) } });
}

test('a person sees what is kept about them, readable to them alone', async () => {
  const kept = await data();
  expect(kept).toMatchObject({
    session: { phone: person.phone },
    rolls: [{ campaignId: windowId, name: '김영수', birthDate: '1967-05-00', phone: person.phone }],
    bookings: [{ windowId, state: 'confirmed' }],
    requests: [{ windowId, state: 'confirmed', code: null }],
    messages: [{ kind: 'confirmation', bookingNumber: kept.bookings[0]?.number }],
    consents: { asDelegate: 0, asBeneficiary: 0 },
    acted: [],
    kept: [{ campaignId: windowId }],
    erasure: null,
  });
  person = await house.person();
  expect(await data()).toMatchObject({ rolls: [], bookings: [], requests: [], messages: [], kept: [] });
});

test('staff who looked for the person, among bookings or on the roll, are named with their reason', async () => {
  await house.staff('GET', `/v1/staff/bookings?phone=${encodeURIComponent(person.phone)}&reason=call`);
  await noteAudit(house.store, {
    actor: { kind: 'agent', id: 'agent' },
    action: 'caller.find',
    subject: blindIndexOf(parseSecret(house.personSecret), person.phone, 'audit'),
    details: { reason: 'booking by phone' },
  });
  expect((await data()).acted).toMatchObject([
    { action: 'caller.find', by: 'agent', reason: 'booking by phone' },
    { action: 'booking.find', reason: 'call' },
  ]);
});

test('whoever asks is forgotten at once where the campaign is over, and as soon as it is where it is not', async () => {
  const asked = erasureAnswerSchema.parse((await ask('POST', '/v1/me/erasure')).body);
  expect(asked).toMatchObject({ forgotten: 0, waiting: [{ campaignId: windowId }], erasure: {} });
  expect(await data()).toMatchObject({ bookings: [{ windowId }], erasure: { askedAt: asked.erasure?.askedAt } });
  await endCampaign();
  expect(erasureAnswerSchema.parse((await ask('POST', '/v1/me/erasure')).body)).toEqual({
    forgotten: 4,
    waiting: [],
    erasure: null,
  });
  expect(await data()).toMatchObject({ rolls: [], bookings: [], requests: [], messages: [], kept: [], erasure: null });
});

test('the wish can be taken back; without a session nothing is shown and nobody is forgotten', async () => {
  await ask('POST', '/v1/me/erasure');
  expect(await ask('DELETE', '/v1/me/erasure')).toMatchObject({ status: 204 });
  expect((await data()).erasure).toBeNull();
  for (const [method, path] of [
    ['GET', '/v1/me/data'],
    ['POST', '/v1/me/erasure'],
    ['DELETE', '/v1/me/erasure'],
  ] as const) {
    expect(await house.citizen(path, {}, method)).toMatchObject({ status: 401, body: { code: 'login-required' } });
  }
});
