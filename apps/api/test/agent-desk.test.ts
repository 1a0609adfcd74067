import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CallerTruth, callerTruthSchema } from '@sunbeon/core';
import { blindIndexOf, parseSecret } from '@sunbeon/crypto';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';
import { aBooking, aConsent, anOpenWindow } from './bookings.ts';
import { callersOnRoll, type TestCaller } from './callers.ts';
import { aMember, type TestMember } from './members.ts';

/** Passwords are hashed slowly, and more so on a machine that others use. */
const BEGINS_WITHIN_MS = 90_000;

let house: TestApi;
let agent: TestMember;

beforeAll(async () => {
  house = await anApi();
  agent = await aMember(house, 'agent');
}, BEGINS_WITHIN_MS);

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const reason = '전화 문의';

/** Somebody on the roll, as the helpers of bookings and consents know people. */
async function aCaller(windowId: string): Promise<{ caller: TestCaller; person: TestPerson }> {
  const [caller] = await callersOnRoll(house, windowId, 1);
  if (caller === undefined) throw new TypeError('nobody is on the roll');
  const { name, phone } = caller.caller;
  const person = await house.person({ name, phone });
  return { caller, person: { ...person, personKey: caller.personKey } };
}

function find(who: object, by = agent) {
  return house.staff('POST', '/v1/staff/callers/find', { ...who, reason }, by.headers);
}

async function truthOf({ caller }: TestCaller): Promise<CallerTruth> {
  const answer = await find(caller);
  expect(answer).toMatchObject({ status: 200 });
  return callerTruthSchema.parse(answer.body);
}

test('an agent sees of a caller what their own page says, and nothing to reach or to recognise them by', async () => {
  const { id, slots } = await anOpenWindow(house);
  await house.startLine(id);
  const { caller, person } = await aCaller(id);
  const delegate = await house.person();
  await aConsent(house, delegate, person);
  const ahead = await callersOnRoll(house, id, 2);
  for (const { personKey } of [...ahead, caller]) await house.room.join(id, personKey);
  const before = await truthOf(caller);
  expect(before.lines).toMatchObject([
    { windowId: id, state: 'open', eligible: true, place: { number: 3, ahead: 2, state: 'waiting', eta: null } },
  ]);
  const booking = await aBooking(house, person, { windowId: id, slot: slots[0] ?? '' });
  const { person: shown, bookings, messages, consents } = await truthOf(caller);
  expect(shown).toEqual({ maskedName: expect.stringMatching(/^.\*+$/), birthDate: caller.caller.birthDate });
  expect(bookings).toMatchObject([{ number: booking.number, state: 'confirmed', message: 'queued' }]);
  expect(messages).toMatchObject([{ kind: 'confirmation', state: 'queued', bookingNumber: booking.number }]);
  expect(consents).toMatchObject([{ role: 'beneficiary', state: 'given' }]);
  const all = JSON.stringify(await find(caller.caller));
  for (const hidden of [caller.caller.name, caller.caller.phone, caller.personKey, delegate.name, 'sealed']) {
    expect(all).not.toContain(hidden);
  }
});

test('a window whose line the caller stands in is told of although they may not book there, others are not', async () => {
  const { id } = await anOpenWindow(house);
  await house.startLine(id);
  const { caller } = await aCaller(id);
  const [opensAt, closesAt] = [-1_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const cohort = { birthFrom: '1990-01-01', birthTo: '1990-12-31' };
  const young = `young-${Date.now()}`;
  await house.staff('POST', '/v1/staff/windows', { id: young, cohort, opensAt, closesAt });
  const windowsOf = async () =>
    (await truthOf(caller)).lines?.map(({ windowId, eligible }) => ({ windowId, eligible }));
  expect(await windowsOf()).not.toContainEqual(expect.objectContaining({ windowId: young }));
  expect(await windowsOf()).toContainEqual({ windowId: id, eligible: true });
  expect(await house.room.placeOf(id, caller.personKey)).toBeNull();
  await house.startLine(young);
  await house.room.join(young, caller.personKey);
  expect(await windowsOf()).toContainEqual({ windowId: young, eligible: false });
});

test('whatever does not match the roll is told the same; each look is in the trail under a keyed hash', async () => {
  const { id } = await anOpenWindow(house);
  const [famous, other] = await callersOnRoll(house, id, 2);
  const curious = await aMember(house, 'operator');
  const told = new Set<string>();
  for (const given of [
    { name: '누구도 아님' },
    { birthDate: '1967-02-01' },
    { phone: other?.caller.phone },
    { phone: '02-1234-5678' },
    { phone: '010-9999-9999' },
  ]) {
    const { status, body } = await find({ ...famous?.caller, ...given }, curious);
    told.add(JSON.stringify({ status, ...Object(body), instance: '' }));
  }
  expect(told.size).toBe(1);
  expect([...told][0]).toContain('caller-unknown');
  expect(await find({ ...famous?.caller }, curious)).toMatchObject({ status: 200 });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { actor: curious.member.login, action: 'caller.find' },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ details }) => Object(details).found)).toEqual(['no', 'no', 'no', 'no', 'no', 'yes']);
  const subject = blindIndexOf(parseSecret(house.personSecret), famous?.caller.phone ?? '', 'audit');
  expect(trail.at(-1)).toMatchObject({ subject, details: { reason, by: 'staff' } });
});

test('a member who finds nobody twenty times looks up nobody else for an hour', async () => {
  const { id } = await anOpenWindow(house);
  const [who] = await callersOnRoll(house, id, 1);
  const tired = await aMember(house, 'agent');
  const wrong = { ...who?.caller, name: '누구도 아님' };
  const looks = await Promise.all(Array.from({ length: 24 }, () => find(wrong, tired)));
  expect(looks.filter(({ status }) => status === 404)).toHaveLength(20);
  expect(await find({ ...who?.caller }, tired)).toMatchObject({ status: 429, body: { code: 'caller-limit' } });
});

test('a text is sent again within the limits of whom it is for, and the trail says why', async () => {
  const { id, slots } = await anOpenWindow(house);
  const { person } = await aCaller(id);
  const booking = await aBooking(house, person, { windowId: id, slot: slots[0] ?? '' });
  const resend = (of = booking.id) => house.staff('POST', `/v1/staff/bookings/${of}/resend`, { reason }, agent.headers);
  const { message } = house.store.prisma;
  expect(await resend()).toMatchObject({ status: 202 });
  expect(await message.count({ where: { bookingId: booking.id } })).toBe(1);
  await message.updateMany({ data: { state: 'sent', createdAt: new Date(Date.now() - 120_000) } });
  expect(await resend()).toMatchObject({ status: 202 });
  expect(await message.findMany({ where: { bookingId: booking.id, resend: 1 } })).toMatchObject([{ state: 'queued' }]);
  await message.updateMany({ data: { state: 'sent' } });
  expect(await resend()).toMatchObject({ status: 429, body: { code: 'resend-limit' } });
  expect(await resend('no-such-booking')).toMatchObject({ status: 404, body: { code: 'booking-unknown' } });
  const trail = await house.store.prisma.auditEntry.findMany({ where: { subject: booking.id } });
  expect(trail).toMatchObject([
    { action: 'booking.resend', actor: agent.member.login, details: { reason, by: 'agent' } },
    { action: 'booking.resend' },
  ]);
});

test.each([
  [true, 'confirmed'],
  [false, 'displaced'],
])('a caller who was displaced says %s to the slot kept for them, and the booking is %s', async (accept, state) => {
  const { id, slots } = await anOpenWindow(house, 2);
  const { caller, person } = await aCaller(id);
  const [closed = '', kept = ''] = slots;
  const booking = await aBooking(house, person, { windowId: id, slot: closed });
  await house.staff('POST', '/v1/staff/slots/close', { slots: [closed], reason });
  expect((await truthOf(caller)).bookings).toMatchObject([{ state: 'displaced', offer: { slot: { id: kept } } }]);
  const path = `/v1/staff/bookings/${booking.id}/offer`;
  expect(await house.staff('POST', path, { accept }, agent.headers)).toMatchObject({ status: 400 });
  const answer = await house.staff('POST', path, { accept, reason }, agent.headers);
  expect(answer).toMatchObject({ status: 200, body: { state, ...(accept ? { slotId: kept } : {}) } });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { subject: booking.id },
    orderBy: { id: 'asc' },
  });
  expect(trail).toMatchObject([
    { action: 'booking.offer', actor: agent.member.login, details: { reason, accept: accept ? 'yes' : 'no' } },
    { action: accept ? 'booking.move' : 'booking.decline', actor: agent.member.login },
  ]);
});
