import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BookingView } from '@sunbeon/core';
import { blindIndexOf, parseSecret } from '@sunbeon/crypto';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';

let house: TestApi;
let person: TestPerson;
let windowId: string;
let slots: string[];
let booking: BookingView;

beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});
beforeEach(async () => {
  person = await house.person();
  ({ id: windowId, slots } = await anOpenWindow(house));
  booking = await aBooking(house, person, { windowId, slot: slots[0] ?? '' });
});

const reason = '본인 전화';
const look = (query: Record<string, string>) =>
  house.staff('GET', `/v1/staff/bookings?${new URLSearchParams({ reason, ...query }).toString()}`);
const mine = ({ session }: TestPerson) => house.citizen('/v1/bookings/me', { authorization: `Bearer ${session}` });
const trailOf = (subject: string) =>
  house.store.prisma.auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } });

test('an agent finds a booking by its number or its phone, sees what the person sees, and leaves a trace', async () => {
  const byNumber = await look({ number: booking.number.toLowerCase().replaceAll('-', ' ') });
  const byPhone = await look({ phone: person.phone.replace('+82', '0') });
  expect(byNumber.status).toBe(200);
  expect(byPhone.body).toEqual(byNumber.body);
  const { bookings } = Object((await mine(person)).body);
  expect(byNumber.body).toEqual({ bookings: [{ ...bookings[0], version: 1 }] });
  expect(JSON.stringify(byNumber.body)).not.toContain(person.personKey);

  const phoneHash = blindIndexOf(parseSecret(house.personSecret), person.phone, 'audit');
  for (const subject of [booking.number, phoneHash]) {
    expect(await trailOf(subject)).toMatchObject([
      { actor: 'staff-key', action: 'booking.find', details: { reason, bookings: [booking.id] } },
    ]);
  }
  const digits = person.phone.slice(-8);
  expect(JSON.stringify(await house.store.prisma.auditEntry.findMany(), stringified)).not.toContain(digits);
});

test('a look-up that finds nobody is in the trail too, without what was typed', async () => {
  const typed = person.phone.slice(1);
  expect(await look({ number: typed })).toMatchObject({ status: 200, body: { bookings: [] } });
  expect((await trailOf('unknown')).at(-1)).toMatchObject({
    action: 'booking.find',
    details: { reason, bookings: [] },
  });
});

test.each([
  ['neither', {}],
  ['both', { number: 'K7QM-3X9T-2PAD', phone: '010-1234-5678' }],
  ['a landline', { phone: '02-123-4567' }],
  ['no reason', { number: 'K7QM-3X9T-2PAD', reason: '' }],
  ['a resident number for a reason', { number: 'K7QM-3X9T-2PAD', reason: '670501-1234567' }],
  ['a person key', { personKey: 'x'.repeat(22) }],
])('a look-up by %s is refused', async (_what, query) => {
  expect(await look(query)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test('an agent moves and cancels for somebody on the phone, with a reason; the person sees it, the trail tells it', async () => {
  const path = `/v1/staff/bookings/${booking.id}`;
  expect(await house.staff('POST', `${path}/move`, { slot: slots[1] })).toMatchObject({ status: 400 });
  expect(await house.staff('DELETE', path, {})).toMatchObject({ status: 400 });
  expect(await house.staff('POST', `${path}/move`, { slot: slots[1], reason })).toMatchObject({
    status: 200,
    body: { id: booking.id, slotId: slots[1] },
  });
  expect(await mine(person)).toMatchObject({ body: { bookings: [{ slotId: slots[1], state: 'confirmed' }] } });
  await house.startLine(windowId);
  await house.room.join(windowId, person.personKey);
  await house.room.callNext(windowId);
  await house.room.finish(windowId, 1);
  expect(await house.staff('DELETE', path, { reason })).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  expect(await house.room.standing(windowId, 1)).toMatchObject({ state: 'called' });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { actor: 'staff-key', details: { path: ['reason'], equals: reason }, subject: booking.id },
    orderBy: { id: 'asc' },
  });
  expect(trail).toHaveLength(2);
  expect(await house.staff('DELETE', `/v1/staff/bookings/${randomUUID()}`, { reason })).toMatchObject({
    status: 404,
    body: { code: 'booking-unknown' },
  });
});

test('whose slot is closed keeps a right of priority, is offered the nearest, and takes it', async () => {
  const closed = await house.staff('POST', '/v1/staff/slots/close', { slots: [slots[0]], reason });
  expect(closed).toMatchObject({ status: 200, body: { slots: 1, displaced: 1, offered: 1 } });
  expect(await house.staff('POST', '/v1/staff/slots/close', { slots: [slots[0]], reason })).toMatchObject({
    body: { slots: 0, displaced: 0, offered: 0 },
  });
  expect(await mine(person)).toMatchObject({
    body: { bookings: [{ id: booking.id, state: 'displaced', offer: { slot: { id: slots[1] } } }] },
  });
  const accept = { authorization: `Bearer ${person.session}` };
  const taken = await house.citizen(`/v1/bookings/${booking.id}/offer`, accept, 'POST', { accept: true });
  expect(taken).toMatchObject({ status: 200, body: { state: 'confirmed', slotId: slots[1] } });
  expect(taken.body).not.toHaveProperty('offer');
});

test('a whole clinic is closed for one window', async () => {
  const one = await house.staff('POST', '/v1/staff/sites/a/close', { window: windowId, reason });
  expect(one).toMatchObject({ status: 200, body: { slots: 3, displaced: 1, offered: 0 } });
  expect(await mine(person)).toMatchObject({ body: { bookings: [{ state: 'displaced' }] } });
  expect(await house.staff('POST', '/v1/staff/sites/nowhere/close', { reason })).toMatchObject({
    status: 422,
    body: { code: 'slot-unknown' },
  });
});

test.each([
  ['no slot', { slots: [], reason }],
  ['no reason', { slots: ['1'] }],
  ['too many', { slots: Array.from({ length: 1_001 }, (_, n) => String(n + 1)), reason }],
  ['a list of anything', { slots: [1], reason }],
  ['more than asked', { slots: ['1'], reason, capacity: 0 }],
])('a closing with %s is refused', async (_what, body) => {
  expect(await house.staff('POST', '/v1/staff/slots/close', body)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});

test('messages that were given up are listed, and put back by their ids', async () => {
  await house.store.prisma.message.updateMany({
    where: { bookingId: booking.id },
    data: { state: 'failed', lastError: 'rejected', settledAt: new Date() },
  });
  const failed = await house.staff('GET', '/v1/staff/messages/failed?limit=5');
  expect(failed).toMatchObject({ status: 200, body: { messages: [{ bookingId: booking.id, error: 'rejected' }] } });
  const { messages } = Object(failed.body);
  const requeue = { messages: [messages[0].id, '999999999'] };
  expect(await house.staff('POST', '/v1/staff/messages/requeue', requeue)).toMatchObject({
    status: 200,
    body: { messages: [messages[0].id] },
  });
  expect(await house.staff('POST', '/v1/staff/messages/requeue', requeue)).toMatchObject({ body: { messages: [] } });
  expect(await house.staff('GET', '/v1/staff/messages/failed')).toMatchObject({ body: { messages: [] } });
});

test.each([
  ['GET', '/bookings?number=x&reason=x'],
  ['DELETE', `/bookings/${randomUUID()}`],
  ['POST', `/bookings/${randomUUID()}/move`],
  ['POST', '/slots/close'],
  ['POST', '/sites/a/close'],
  ['GET', '/messages/failed'],
  ['POST', '/messages/requeue'],
])('%s %s needs the staff key', async (method, path) => {
  const headers = { authorization: `Bearer ${person.session}` };
  const answer = await house.staff(method, `/v1/staff${path}`, method === 'GET' ? undefined : {}, headers);
  expect(answer).toMatchObject({ status: 401, body: { code: 'staff-login-required' } });
});

test('a window made with an interval is for two doses', async () => {
  const body = {
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    opensAt: '2031-07-19T11:00:00.000Z',
    closesAt: '2031-07-20T09:00:00.000Z',
  };
  await house.staff('POST', '/v1/staff/windows', { ...body, id: 'two-doses', secondDoseAfterDays: 21 });
  const campaign = await house.store.prisma.campaign.findUniqueOrThrow({ where: { id: 'two-doses' } });
  expect(campaign.secondDoseAfterDays).toBe(21);
  const joining = { ...body, campaignId: 'two-doses' };
  expect(await house.staff('POST', '/v1/staff/windows', joining)).toMatchObject({ status: 201 });
  expect(await house.staff('POST', '/v1/staff/windows', { ...joining, secondDoseAfterDays: 28 })).toMatchObject({
    status: 409,
    body: { code: 'window-conflict', reason: 'the campaign two-doses is for a second dose after 21 days' },
  });
  expect(await house.staff('POST', '/v1/staff/windows', { ...body, secondDoseAfterDays: 0 })).toMatchObject({
    status: 400,
  });
});

function stringified(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
