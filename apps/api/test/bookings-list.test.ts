import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bookingHistorySchema, bookingPageSchema, type StaffRole } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';
import { aMember, type TestMember } from './members.ts';

/** Passwords are hashed slowly, and more so on a machine that others use. */
const BEGINS_WITHIN_MS = 90_000;

let house: TestApi;
const members = new Map<StaffRole, TestMember>();

beforeAll(async () => {
  house = await anApi();
  for (const role of ['admin', 'operator', 'clinic', 'auditor'] as const) members.set(role, await aMember(house, role));
}, BEGINS_WITHIN_MS);

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const LIST = '/v1/staff/bookings/list';
const get = (role: StaffRole, path: string) => house.staff('GET', path, undefined, members.get(role)?.headers ?? {});
const rowsOf = (body: unknown) => bookingPageSchema.parse(body).rows;

/** A booking at each of the sites a, b and c; the clinic's members are of a. */
async function atEachSite() {
  const { id } = await anOpenWindow(house, 1);
  await house.staff('POST', `/v1/staff/windows/${id}/slots`, { sites: 3, days: 1, timesPerDay: 2, capacity: 1 });
  const made = [];
  for (const siteId of ['a', 'b', 'c']) {
    const slot = await house.store.prisma.slot.findFirstOrThrow({ where: { windowId: id, siteId } });
    const person = await house.person();
    made.push({ siteId, person, ...(await aBooking(house, person, { windowId: id, slot: String(slot.id) })) });
  }
  return { id, made };
}

test('bookings are listed with their slots and texts, and nothing of a person', async () => {
  const { id, made } = await atEachSite();
  const { status, body } = await get('auditor', `${LIST}?window=${id}`);
  expect(status).toBe(200);
  const rows = rowsOf(body);
  expect(rows.map(({ number }) => number).toSorted()).toEqual(made.map(({ number }) => number).toSorted());
  expect(rows[0]).toMatchObject({ windowId: id, state: 'confirmed', message: 'queued', visit: null });
  for (const { person } of made) {
    for (const hidden of [person.name, person.phone, person.personKey, person.birthDate, 'sealed']) {
      expect(JSON.stringify(body)).not.toContain(hidden);
    }
  }
  const [{ number } = { number: '' }] = made;
  const written = number.toLowerCase().replaceAll('-', ' ').slice(0, 11);
  expect(rowsOf((await get('operator', `${LIST}?search=${encodeURIComponent(written)}`)).body)).toMatchObject([
    { number },
  ]);
});

test('a clinic is shown the bookings of its own site and nowhere else', async () => {
  const { id, made } = await atEachSite();
  const [own, foreign] = made;
  const { body } = await get('clinic', `${LIST}?window=${id}`);
  expect(rowsOf(body).map(({ number }) => number)).toEqual([own?.number]);
  expect(rowsOf((await get('clinic', `${LIST}?search=${foreign?.number}`)).body)).toEqual([]);
  expect(await get('clinic', `${LIST}?site=b`)).toMatchObject({ status: 403, body: { code: 'site-not-yours' } });
  expect(await get('clinic', `/v1/staff/bookings/${own?.id}`)).toMatchObject({ status: 200, body: { trail: null } });
  const elsewhere = await get('clinic', `/v1/staff/bookings/${foreign?.id}`);
  expect(elsewhere).toMatchObject({ status: 404, body: { code: 'booking-unknown' } });
});

test('the page of one booking tells what became of it; the trail is for admins and auditors', async () => {
  const { id, made } = await atEachSite();
  const [booking] = made;
  const reason = '시간 변경 요청';
  const free = await house.store.prisma.slot.findFirstOrThrow({
    where: { windowId: id, taken: 0 },
  });
  const path = `/v1/staff/bookings/${booking?.id}`;
  await house.staff('POST', `${path}/move`, { slot: String(free.id), reason });
  await house.staff('DELETE', path, { reason: '본인 취소' });
  const seen = bookingHistorySchema.parse((await get('admin', path)).body);
  expect(seen.booking).toMatchObject({ number: booking?.number, state: 'cancelled', version: 3, madeBy: 'self' });
  expect(seen.request).toMatchObject({ number: 1 });
  expect(seen.messages.map(({ kind, version }) => ({ kind, version }))).toEqual([
    { kind: 'confirmation', version: 1 },
    { kind: 'move', version: 2 },
    { kind: 'cancellation', version: 3 },
  ]);
  expect(seen.trail).toMatchObject([
    { action: 'booking.move', reason },
    { action: 'booking.cancel', reason: '본인 취소' },
  ]);
  expect((await get('auditor', path)).body).toEqual({ ...seen });
  expect((await get('operator', path)).body).toEqual({ ...seen, trail: null });
  expect(JSON.stringify(seen)).not.toContain(booking?.person.personKey);
});

test.each([
  ['a search that is no number', 'search=%EA%B9%80%EC%98%81%EC%88%98'],
  ['a limit beyond a page', 'limit=201'],
  ['a state that is none', 'state=booked'],
  ['a day that is none', 'from=2027-02-30'],
  ['a cursor that is none', 'after=x'],
  ['a site in a list', 'site=a&site=b'],
  ['a filter nobody knows', 'person=x'],
])('a list by %s is refused', async (_what, query) => {
  expect(await get('operator', `${LIST}?${query}`)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});
