import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWindowBodySchema, generateSlotsBodySchema } from '@sunbeon/core';
import { createWindow, decideBookings, generateSlots } from '@sunbeon/store';
import { anApi, type TestApi } from './an-api.ts';

let at: TestApi;
beforeAll(async () => {
  at = await anApi();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** One booking in a campaign of its own. */
async function aBooking(title: string): Promise<string> {
  const { store } = at;
  const { id } = await createWindow(
    store,
    createWindowBodySchema.parse({
      title,
      cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
      opensAt: inMs(-1_000),
      closesAt: inMs(60_000),
    }),
  );
  const plan = { sites: 1, days: 1, timesPerDay: 1, capacity: 1, from: '2021-08-16' };
  await generateSlots(store, { windowId: id, ...generateSlotsBodySchema.parse(plan) });
  const slot = await store.prisma.slot.findFirstOrThrow({ where: { windowId: id } });
  await decideBookings(store, [
    {
      requestId: `r-${'x'.repeat(20)}${title}`,
      windowId: id,
      personKey: `${'p'.repeat(20)}${title}`,
      number: 1,
      choices: [String(slot.id)],
      sealedContact: `${Buffer.from(`{"alg":"dir","kid":"k-${title}"}`).toString('base64url')}..iv.text.tag`,
      phoneIndex: null,
      language: 'ko',
      receivedAtMs: Date.now(),
    },
  ]);
  return id;
}

test('staff see until when a campaign knows its people, and can have those forgotten who are due', async () => {
  const [old, young] = [await aBooking('aa'), await aBooking('bb')];
  await at.store.prisma.window.update({
    where: { id: old },
    data: { opensAt: inMs(-32 * 86_400_000), closesAt: inMs(-31 * 86_400_000) },
  });
  expect(await at.staff('GET', '/v1/staff/sealing-keys')).toMatchObject({
    status: 200,
    body: {
      keys: [
        { kid: 'k-aa', bookings: 1, messages: 1 },
        { kid: 'k-bb', bookings: 1, messages: 1 },
      ],
    },
  });
  const before = await at.staff('GET', '/v1/staff/retention');
  expect(before.body).toMatchObject({
    retentionDays: 30,
    campaigns: [
      { id: old, bookings: 1, title: 'aa' },
      { id: young, bookings: 1 },
    ],
  });
  const run = await at.staff('POST', '/v1/staff/retention/run');
  expect(run).toMatchObject({
    status: 200,
    body: { bookings: 1, messages: 1, requests: 1, setAside: 0, rollEntries: 0, consents: 0, more: false },
  });
  expect(await at.staff('GET', '/v1/staff/retention')).toMatchObject({ body: { campaigns: [{ id: young }] } });
  expect(await at.staff('GET', '/v1/staff/sealing-keys')).toMatchObject({ body: { keys: [{ kid: 'k-bb' }] } });
});

test('a campaign that has forgotten its people gets no new windows', async () => {
  const id = await aBooking('cc');
  await at.store.prisma.campaign.update({ where: { id }, data: { erasedAt: new Date() } });
  const window = {
    campaignId: id,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: inMs(1_000),
    closesAt: inMs(60_000),
  };
  const answer = await at.staff('POST', '/v1/staff/windows', window);
  expect(answer).toMatchObject({ status: 409, body: { code: 'window-conflict' } });
});

test.each([['/v1/staff/retention'], ['/v1/staff/sealing-keys']])('%s is for staff only', async (path) => {
  expect(await at.staff('GET', path, undefined, {})).toMatchObject({ status: 401 });
});

test.each(['title', 'id', 'campaignId'])('a resident number as %s is refused, and kept nowhere', async (field) => {
  const number = '900101-1234567';
  const body = {
    [field]: number,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: inMs(1_000),
    closesAt: inMs(60_000),
  };
  const answer = await at.staff('POST', '/v1/staff/windows', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ field }] } });
  expect(JSON.stringify(answer.body)).not.toContain(number);
  const audit = await at.store.prisma.auditEntry.findMany();
  expect(
    JSON.stringify(audit, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(number);
});
