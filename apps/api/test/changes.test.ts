import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { BookingView } from '@sunbeon/core';
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

const bearer = ({ session }: TestPerson) => ({ authorization: `Bearer ${session}` });
const as = (who: TestPerson, method: string, path: string, body?: unknown) =>
  house.citizen(path, bearer(who), method, body);
const takenOf = async () => {
  const rows = await house.store.prisma.slot.findMany({ where: { windowId }, orderBy: { startsAt: 'asc' } });
  return rows.map(({ taken }) => taken);
};

/** Puts the person in line, in a seat, and books, as far as the line is concerned. */
async function finishInLine(): Promise<void> {
  await house.startLine(windowId);
  expect(await house.room.join(windowId, person.personKey)).toMatchObject({ outcome: 'placed', number: 1 });
  await house.room.callNext(windowId);
  await house.room.finish(windowId, 1);
}

test('a cancelled booking gives its seat back, is told about, and is cancelled once however often it is asked', async () => {
  const cancelled = await as(person, 'DELETE', `/v1/bookings/${booking.id}`);
  expect(cancelled).toMatchObject({ status: 200, body: { id: booking.id, state: 'cancelled' } });
  expect(await as(person, 'DELETE', `/v1/bookings/${booking.id}`)).toEqual(cancelled);
  expect(await takenOf()).toEqual([0, 0, 0]);
  const messages = await house.store.prisma.message.findMany({ where: { bookingId: booking.id } });
  expect(messages.map(({ kind }) => kind).toSorted()).toEqual(['cancellation', 'confirmation']);
});

test('whoever cancels keeps their number and may go in again; whoever has booked again may not', async () => {
  await finishInLine();
  expect(await house.room.claim(windowId, 1, person.personKey)).toEqual({ outcome: 'finished' });
  await as(person, 'DELETE', `/v1/bookings/${booking.id}`);
  expect(await house.room.claim(windowId, 1, person.personKey)).toMatchObject({ outcome: 'admitted' });
  await aBooking(house, person, { windowId, slot: slots[1] ?? '' });
  await house.room.finish(windowId, 1);
  await as(person, 'DELETE', `/v1/bookings/${booking.id}`);
  await as(person, 'GET', '/v1/bookings/me');
  expect(await house.room.claim(windowId, 1, person.personKey)).toEqual({ outcome: 'finished' });
});

test('a line that did not hear of a cancellation hears of it when the person looks at their bookings', async () => {
  await finishInLine();
  await as(person, 'DELETE', `/v1/bookings/${booking.id}`);
  await house.room.finish(windowId, 1);
  await as(person, 'GET', '/v1/bookings/me');
  expect(await house.room.standing(windowId, 1)).toMatchObject({ state: 'called' });
});

test('a move takes the new seat and leaves the old one; to a full slot nothing changes and others are named', async () => {
  const moved = await as(person, 'POST', `/v1/bookings/${booking.id}/move`, { slot: slots[1] });
  expect(moved).toMatchObject({ status: 200, body: { id: booking.id, number: booking.number, slotId: slots[1] } });
  expect(await as(person, 'POST', `/v1/bookings/${booking.id}/move`, { slot: slots[1] })).toEqual(moved);
  expect(await takenOf()).toEqual([0, 1, 0]);
  await aBooking(house, await house.person(), { windowId, slot: slots[0] ?? '', number: 2 });
  const full = await as(person, 'POST', `/v1/bookings/${booking.id}/move`, { slot: slots[0] });
  expect(full).toMatchObject({ status: 409, body: { code: 'slot-full', alternatives: [{ id: slots[2] }] } });
  expect(await takenOf()).toEqual([1, 1, 0]);
});

test.each([
  ['DELETE', ''],
  ['POST', '/move'],
  ['POST', '/offer'],
  ['POST', '/resend'],
])('somebody else’s booking, one that never was and no id at all are the same to %s %s', async (method, verb) => {
  const stranger = await house.person();
  const body = { '/move': { slot: slots[1] }, '/offer': { accept: true } }[verb];
  const others = await as(stranger, method, `/v1/bookings/${booking.id}${verb}`, body);
  expect(others).toMatchObject({ status: 404, body: { code: 'booking-unknown' } });
  for (const id of [randomUUID(), '1', '%00', "' OR 1=1", booking.number]) {
    const never = await as(stranger, method, `/v1/bookings/${encodeURIComponent(id)}${verb}`, body);
    expect(never).toMatchObject({ status: 404, body: { code: 'booking-unknown' } });
    expect(Object.keys(Object(never.body))).toEqual(Object.keys(Object(others.body)));
  }
  expect(await as(person, 'GET', '/v1/bookings/me')).toMatchObject({
    body: { bookings: [{ state: 'confirmed', slotId: slots[0] }] },
  });
});

test.each([
  ['/move', {}],
  ['/move', { slot: 1 }],
  ['/move', { slot: '1', personKey: 'x' }],
  ['/move', { slot: '1', state: 'confirmed' }],
  ['/move', [{ slot: '1' }]],
  ['/offer', { accept: 'true' }],
  ['/offer', { accept: true, expiresAt: '2099-01-01T00:00:00Z' }],
  ['/offer', {}],
])('POST %s with %j is refused, and changes nothing', async (verb, body) => {
  const refused = await as(person, 'POST', `/v1/bookings/${booking.id}${verb}`, body);
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  expect(await takenOf()).toEqual([1, 0, 0]);
});

test('a message is sent again no sooner than a minute after the last, and not at all while it is under way', async () => {
  const path = `/v1/bookings/${booking.id}/resend`;
  expect((await as(person, 'POST', path)).status).toBe(202);
  expect(await house.store.prisma.message.count({ where: { bookingId: booking.id } })).toBe(1);
  await house.store.prisma.message.updateMany({
    where: { bookingId: booking.id },
    data: { state: 'delivered', createdAt: new Date(Date.now() - 120_000) },
  });
  expect((await as(person, 'POST', path)).status).toBe(202);
  expect(await house.store.prisma.message.count({ where: { bookingId: booking.id } })).toBe(2);
  await house.store.prisma.message.updateMany({ where: { bookingId: booking.id }, data: { state: 'delivered' } });
  expect(await as(person, 'POST', path)).toMatchObject({ status: 429, body: { code: 'resend-limit' } });
});

test.each(['login-required', 'session-invalid'])(
  'without a session of their own nobody changes anything: %s',
  async (code) => {
    const headers = code === 'login-required' ? {} : { authorization: 'Bearer x.y.z' };
    const answer = await house.citizen(`/v1/bookings/${booking.id}`, headers, 'DELETE');
    expect(answer).toMatchObject({ status: 401, body: { code } });
  },
);
