import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  civilDateOf,
  type DayList,
  formatInSeoul,
  koreanHolidaysOn,
  siteSlotPlan,
} from '@sunbeon/core';
import { Keyring, sealContact } from '@sunbeon/crypto';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';
import { aMember, type TestMember } from './members.ts';

/* What a clinic does at its desk; staff in the tests work at clinic `a`. */

let house: TestApi;
let clinic: TestMember;
let windowId: string;

beforeAll(async () => {
  house = await anApi();
  clinic = await aMember(house, 'clinic');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ({ id: windowId } = await anOpenWindow(house, 1));
});

const WEEK_MS = 7 * 86_400_000;
const reason = '의사 휴가';
const MONDAY = civilDateOf('2021-08-02');
/** A Monday at least a week ahead that is no holiday, as far as that is known. */
const DAY = mondayAhead();

function mondayAhead(weeks = 1 + Math.ceil((Date.now() - Date.parse(MONDAY)) / WEEK_MS)): CivilDate {
  const day = addDays(MONDAY, 7 * weeks);
  return (koreanHolidaysOn(day) ?? []).length === 0 ? day : mondayAhead(weeks + 1);
}

const desk = (method: string, path: string, body?: unknown) =>
  house.staff(method, `/v1/staff/${path}`, body, { ...clinic.headers });
const lastOf = async (action: string) =>
  house.store.prisma.auditEntry.findFirst({ where: { action, actor: clinic.member.login }, orderBy: { id: 'desc' } });

const monday = { weekday: 1, opens: '09:00', closes: '11:00', everyMinutes: 60, capacity: 3, product: '백신' };

async function bookedBy(person: TestPerson, slot: string, number = 1) {
  const booking = await aBooking(house, person, { windowId, slot, number });
  const { name, phone, personKey } = person;
  const sealedContact = await sealContact(Keyring.parse(house.sealingKeys), { name, phone }, personKey);
  await house.store.prisma.booking.update({ where: { id: booking.id }, data: { sealedContact } });
  return booking;
}

/** A slot of this clinic that began an hour ago and can still be booked, as on a night that is replayed. */
async function aSlot(siteId: string, capacity = 4): Promise<string> {
  const startsAt = new Date(Date.now() - 1_000);
  const made = await house.store.prisma.slot.create({
    data: { windowId, siteId, startsAt, product: '백신', capacity },
  });
  return String(made.id);
}

test('weekly hours become slots for weeks in one go, after a dry run that says the same and without holidays and blocks', async () => {
  const before = Object((await desk('GET', 'sites/a/hours')).body).hours;
  expect(await desk('PUT', 'sites/a/hours', { hours: [monday] })).toMatchObject({
    status: 200,
    body: { hours: [monday] },
  });
  expect(await lastOf('site.hours')).toMatchObject({
    subject: 'a',
    details: {
      before: { hours: before.map(() => expect.any(String)) },
      after: { hours: ['1 09:00-11:00 /60min x3 백신'] },
      by: 'staff',
    },
  });
  const block = { from: `${DAY}T01:00:00Z`, until: `${DAY}T02:00:00Z`, reason };
  const blocked = await desk('POST', 'sites/a/blocks', block);
  expect(blocked).toMatchObject({ status: 201, body: { slots: [], taken: 0 } });

  const blocks = [{ fromMs: Date.parse(block.from), untilMs: Date.parse(block.until) }];
  const rule = { hours: [monday], from: DAY, weeks: 6, holidaysOn: koreanHolidaysOn, openOnHolidays: false, blocks };
  const { times, skipped, unknownYears } = siteSlotPlan({ ...rule, nowMs: Date.now() });
  expect(skipped.blocked).toBe(1);
  const plan = { window: windowId, from: DAY, weeks: 6, dryRun: true, unknownHolidays: true };
  const foreseen = await desk('POST', 'sites/a/slots', plan);
  const expected = { slots: times.length, capacity: 3 * times.length, existing: 0, skipped, unknownYears };
  expect(foreseen).toMatchObject({ status: 200, body: { dryRun: true, ...expected, firstDay: DAY } });
  expect(await house.store.prisma.slot.count({ where: { windowId, siteId: 'a' } })).toBe(1);
  expect((await desk('POST', 'sites/a/slots', { ...plan, dryRun: false })).body).toMatchObject(expected);
  const again = await desk('POST', 'sites/a/slots', { ...plan, dryRun: false });
  expect(again).toMatchObject({ status: 201, body: { slots: 0, existing: times.length } });

  const week = await desk('GET', `sites/a/week?from=${DAY}`);
  expect(Object(week.body).slots).toMatchObject([{ startsAt: `${DAY}T00:00:00.000Z`, capacity: 3, taken: 0 }]);
  expect(Object(week.body).blocks).toMatchObject([
    { ...block, from: `${DAY}T01:00:00.000Z`, until: `${DAY}T02:00:00.000Z` },
  ]);
  const { id } = Object(blocked.body).block;
  expect((await desk('DELETE', `sites/a/blocks/${id}`)).status).toBe(204);
  expect(await desk('DELETE', `sites/a/blocks/${id}`)).toMatchObject({ status: 404, body: { code: 'block-unknown' } });
});

test('a year whose holidays nobody knows is laid out only where that is accepted', async () => {
  await desk('PUT', 'sites/a/hours', { hours: [monday] });
  const plan = { window: windowId, from: '2090-01-02', weeks: 1, dryRun: false };
  expect(await desk('POST', 'sites/a/slots', plan)).toMatchObject({
    status: 409,
    body: { code: 'holidays-unknown', years: [2090] },
  });
  expect((await desk('POST', 'sites/a/slots', { ...plan, dryRun: true })).body).toMatchObject({ unknownYears: [2090] });
  expect(await desk('POST', 'sites/a/slots', { ...plan, window: 'nowhere', dryRun: true })).toMatchObject({
    status: 404,
  });
  const made = await desk('POST', 'sites/a/slots', { ...plan, unknownHolidays: true });
  expect(made).toMatchObject({ status: 201, body: { slots: 2, unknownYears: [2090] } });
});

test('a site that is closed gets no new slots, and one without hours none either', async () => {
  const plan = { window: windowId, from: DAY, weeks: 1, dryRun: false, unknownHolidays: true };
  const none = await house.staff('POST', '/v1/staff/sites/b/slots', plan);
  expect(none).toMatchObject({ status: 201, body: { slots: 0, firstDay: null, lastDay: null } });
  await house.staff('PUT', '/v1/staff/sites/c/hours', { hours: [monday] });
  await house.staff('POST', '/v1/staff/sites/c/close', { reason });
  const refused = await house.staff('POST', '/v1/staff/sites/c/slots', plan);
  expect(refused).toMatchObject({ status: 409, body: { code: 'site-closed' } });
  const unknown = await house.staff('POST', '/v1/staff/sites/nowhere/slots', plan);
  expect(unknown).toMatchObject({ status: 404, body: { code: 'site-unknown' } });
});

test('room below what is booked is refused with whom it would concern, and taken away by displacing the last', async () => {
  const slot = await aSlot('a');
  const [first, last] = [await house.person(), await house.person()];
  await aBooking(house, first, { windowId, slot, number: 1 });
  const { number } = await aBooking(house, last, { windowId, slot, number: 2 });
  expect(await desk('PUT', `slots/${slot}/capacity`, { capacity: 1, reason })).toMatchObject({
    status: 409,
    body: { code: 'capacity-below-booked', taken: 2, affected: [number] },
  });
  const foreseen = await desk('POST', `slots/${slot}/reduce`, { capacity: 1, reason, dryRun: true });
  expect(foreseen).toMatchObject({ status: 200, body: { dryRun: true, affected: [{ number }] } });
  expect(await desk('POST', `slots/${slot}/reduce`, { capacity: 1, reason })).toMatchObject({
    body: { capacity: 1, taken: 1, affected: [{ number }] },
  });
  expect(await lastOf('slot.reduce')).toMatchObject({ subject: slot, details: { reason, displaced: 1 } });
});

test('the list of a day opens the names of those who are booked, notes who came, and is in the trail', async () => {
  const slot = await aSlot('a');
  const [here, gone, elsewhere] = [await house.person(), await house.person(), await house.person()];
  const booking = await bookedBy(here, slot);
  const cancelled = await bookedBy(gone, slot, 2);
  await bookedBy(elsewhere, await aSlot('b'), 3);
  await house.store.prisma.booking.update({ where: { id: cancelled.id }, data: { state: 'cancelled' } });
  await house.store.prisma.slot.update({ where: { id: BigInt(slot) }, data: { taken: 1 } });

  const day = formatInSeoul(new Date(Date.now() - 1_000), 'yyyy-MM-dd');
  const answer = await fetch(`http://127.0.0.1:${house.api.staffPort}/v1/staff/sites/a/days/${day}`, {
    headers: clinic.headers,
  });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const list: DayList = Object(await answer.json());
  const listed = list.bookings.filter(({ windowId: of }) => of === windowId);
  expect(listed).toMatchObject([{ bookingId: booking.id, name: here.name, visit: null }]);
  expect(JSON.stringify(list)).not.toContain(here.personKey);
  expect(JSON.stringify(list)).not.toContain(here.phone.slice(-8));
  expect(await lastOf('site.day-list')).toMatchObject({ subject: 'a', details: { day, as: 'list', by: 'staff' } });

  const noted = await desk('POST', `bookings/${booking.id}/visit`, { visit: 'arrived' });
  expect(noted).toMatchObject({ status: 200, body: { visit: 'arrived', visitedAt: expect.any(String) } });
  expect((await desk('POST', `bookings/${booking.id}/visit`, { visit: 'arrived' })).body).toEqual(noted.body);
  await desk('POST', `bookings/${booking.id}/visit`, { visit: 'no-show' });
  expect(await lastOf('booking.visit')).toMatchObject({
    subject: booking.id,
    details: { before: { visit: 'arrived' }, after: { visit: 'no-show' }, number: booking.number },
  });
  expect((await desk('POST', `bookings/${booking.id}/visit`, { visit: null })).body).toMatchObject({ visitedAt: null });
  expect(await desk('POST', `bookings/${cancelled.id}/visit`, { visit: 'arrived' })).toMatchObject({
    status: 409,
    body: { code: 'visit-not-possible' },
  });
});

test('nobody is noted before their day, nor as not having come before their time; what was noted goes with a move', async () => {
  const { id, slots } = await anOpenWindow(house, 2);
  const [slot = '', other = ''] = slots;
  const booking = await aBooking(house, await house.person(), { windowId: id, slot });
  const note = (visit: string | null) => desk('POST', `bookings/${booking.id}/visit`, { visit });
  for (const visit of ['arrived', 'no-show']) expect((await note(visit)).status).toBe(409);
  const startsAt = new Date(Date.now() - 1_000);
  await house.store.prisma.slot.update({ where: { id: BigInt(slot) }, data: { startsAt } });
  expect((await note('arrived')).status).toBe(200);
  await house.staff('POST', `/v1/staff/bookings/${booking.id}/move`, { slot: other, reason });
  const moved = await house.store.prisma.booking.findUnique({ where: { id: booking.id } });
  expect(moved).toMatchObject({ slotId: BigInt(other), visit: null, visitedAt: null });
});

test('the list of a day leaves as a file with a reason, which the trail keeps', async () => {
  const day = formatInSeoul(new Date(), 'yyyy-MM-dd');
  const file = `http://127.0.0.1:${house.api.staffPort}/v1/staff/sites/a/days/${day}.csv`;
  expect((await fetch(file, { headers: clinic.headers })).status).toBe(400);
  const person = await house.person();
  const booking = await bookedBy(person, await aSlot('a'));
  const asked = `${file}?${new URLSearchParams({ reason }).toString()}`;
  const answer = await fetch(asked, { headers: { ...clinic.headers, 'accept-language': 'ko' } });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const text = await answer.text();
  expect(text).toContain('시각,이름,예약 번호');
  expect(text).toContain(`${person.name},${booking.number}`);
  expect(await lastOf('site.day-list')).toMatchObject({ details: { day, as: 'file', reason } });
});

test('sites are found page by page by words of their name and place', async () => {
  const page = await house.staff('GET', '/v1/staff/sites?limit=2');
  expect(page.body).toMatchObject({ rows: [{ id: 'a' }, { id: 'b' }], next: expect.any(String) });
  const { next } = Object(page.body);
  expect((await house.staff('GET', `/v1/staff/sites?limit=2&after=${next}`)).body).toMatchObject({
    rows: [{ id: 'c' }],
    next: null,
  });
  const search = (words: string) =>
    house.staff('GET', `/v1/staff/sites?${new URLSearchParams({ search: words }).toString()}`);
  expect((await search('종로 병원 b')).body).toMatchObject({ rows: [{ id: 'b' }] });
  expect((await search('%')).body).toMatchObject({ rows: [] });
});
