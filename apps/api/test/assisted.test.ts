import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type AssistedAdmission,
  assistedAdmissionSchema,
  type BookingOutcome,
  bookingOutcomeSchema,
} from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { anOpenWindow } from './bookings.ts';
import { aKey, callersOnRoll, type TestCaller } from './callers.ts';
import { aMember, type TestMember } from './members.ts';

let house: TestApi;
let agent: TestMember;
let colleague: TestMember;

beforeAll(async () => {
  house = await anApi();
  agent = await aMember(house, 'agent');
  colleague = await aMember(house, 'agent');
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

interface Night {
  readonly id: string;
  readonly slots: string[];
  readonly callers: TestCaller[];
}

/** An open window whose line gives numbers, and people on its roll. */
async function aNight(people: number, { times = 3, seats = 20 } = {}): Promise<Night> {
  const { id, slots } = await anOpenWindow(house, times);
  if (seats !== 20) await house.staff('POST', `/v1/staff/windows/${id}/agent-seats`, { agentSeats: seats });
  await house.startLine(id);
  return { id, slots, callers: await callersOnRoll(house, id, people) };
}

const ADMISSIONS = '/v1/staff/assisted/admissions';
const reason = '전화 예약';

function admit(window: string, who: TestCaller | undefined, by = agent, given: object = {}) {
  return house.staff('POST', ADMISSIONS, { window, caller: { ...who?.caller }, reason, ...given }, by.headers);
}

async function admitted(window: string, who: TestCaller | undefined, by = agent): Promise<AssistedAdmission> {
  const answer = await admit(window, who, by);
  expect(answer).toMatchObject({ status: 201 });
  return assistedAdmissionSchema.parse(answer.body);
}

function book(pass: string, slots: readonly string[], key = aKey(), by = agent) {
  return house.staff('POST', '/v1/staff/assisted/bookings', { pass, slots, reason }, { ...by.headers, ...key });
}

async function booked(pass: string, slots: readonly string[]): Promise<BookingOutcome> {
  const answer = await book(pass, slots);
  expect(answer).toMatchObject({ status: 200 });
  return bookingOutcomeSchema.parse(answer.body);
}

const UNKNOWN = { status: 404, body: { code: 'caller-unknown' } };
const INVALID_PASS = { status: 401, body: { code: 'pass-invalid' } };

test('an agent verifies a caller, books for them, and the person has it at once', async () => {
  const { id, slots, callers } = await aNight(1);
  const [who] = callers;
  const { pass, number, person, bookings } = await admitted(id, who);
  expect({ number, bookings }).toEqual({ number: 1, bookings: [] });
  expect(person).toEqual({ maskedName: expect.stringMatching(/^.\*+$/), birthDate: who?.caller.birthDate });
  const free = await house.staff('GET', `/v1/staff/slots?window=${id}&site=a`, undefined, agent.headers);
  expect(Object(free.body).slots.map((slot: { id: string }) => slot.id)).toEqual(slots);
  const outcome = await booked(pass, slots.slice(0, 2));
  expect(outcome).toMatchObject({ state: 'confirmed', booking: { slotId: slots[0], state: 'confirmed' } });
  expect(await house.room.standing(id, number)).toMatchObject({ state: 'finished' });
  const row = await house.store.prisma.booking.findFirstOrThrow({
    where: { windowId: id },
    include: { messages: true },
  });
  expect(row).toMatchObject({ personKey: who?.personKey, messages: [{ kind: 'confirmation', state: 'queued' }] });
  const found = await house.staff(
    'GET',
    `/v1/staff/bookings?phone=${encodeURIComponent(who?.caller.phone ?? '')}&reason=test`,
  );
  expect(found.body).toMatchObject({ bookings: [{ number: row.number }] });
  expect(await admit(id, who)).toMatchObject({ status: 409, body: { code: 'already-finished' } });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { actor: agent.member.login },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action }) => action)).toEqual([
    'staff.accept',
    'caller.find',
    'assisted.admit',
    'assisted.book',
    'caller.find',
  ]);
  for (const { details } of trail.slice(1)) expect(details).toMatchObject({ reason, by: 'agent' });
});

test('the place is the person’s own: the number they have, and one booking however it is made', async () => {
  const { id, slots, callers } = await aNight(2);
  const [who, other] = callers;
  for (const { personKey } of callers) await house.room.join(id, personKey);
  const { pass, number } = await admitted(id, other);
  expect(number).toBe(2);
  await booked(pass, slots);
  const first = await admitted(id, who);
  expect(first.number).toBe(1);
});

test('whatever does not match the roll is told the same, and is in the trail', async () => {
  const { id, callers } = await aNight(2);
  const [who, other] = callers;
  const of = (given: object) => admit(id, who, agent, { caller: { ...who?.caller, ...given } });
  const told = [];
  for (const given of [
    { name: '누구도 아님' },
    { birthDate: '1967-02-01' },
    { phone: other?.caller.phone },
    { phone: '02-1234-5678' },
    { phone: '010-9999-9999' },
  ]) {
    const { status, body } = await of(given);
    told.push(JSON.stringify({ status, ...Object(body), instance: '' }));
  }
  expect(new Set(told).size).toBe(1);
  expect(await of({ name: '누구도 아님' })).toMatchObject(UNKNOWN);
  const elsewhere = await aNight(1);
  expect(await admit(id, elsewhere.callers[0])).toMatchObject(UNKNOWN);
  const looks = await house.store.prisma.auditEntry.findMany({ where: { action: 'caller.find' } });
  const misses = looks.filter(({ details }) => Object(details).found === 'no');
  expect(misses).toHaveLength(7);
  const trail = JSON.stringify(looks, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  for (const readable of [who?.caller.name, who?.caller.phone, who?.personKey]) expect(trail).not.toContain(readable);
});

test('a member who finds nobody twenty times looks up nobody else for an hour; colleagues do', async () => {
  const [tired, fresh] = [await aMember(house, 'agent'), await aMember(house, 'agent')];
  const { id, callers } = await aNight(1);
  const [who] = callers;
  const wrong = { caller: { ...who?.caller, name: '누구도 아님' } };
  const looks = await Promise.all(Array.from({ length: 24 }, () => admit(id, who, tired, wrong)));
  expect(looks.filter(({ status }) => status === 404)).toHaveLength(20);
  expect(await admit(id, who, tired)).toMatchObject({ status: 429, body: { code: 'caller-limit' } });
  expect(await admit(id, who, fresh)).toMatchObject({ status: 201 });
});

test('the same key is the same answer, other slots under it are refused, and a refusal leaves the seat', async () => {
  const { id, slots, callers } = await aNight(2, { times: 2 });
  const [early, late] = callers;
  await booked((await admitted(id, early)).pass, slots.slice(0, 1));
  const { pass } = await admitted(id, late);
  const key = aKey();
  const full = await book(pass, slots.slice(0, 1), key);
  expect(full).toMatchObject({
    status: 200,
    body: { state: 'rejected', code: 'slot-full', alternatives: [{ id: slots[1] }] },
  });
  expect(await book(pass, slots.slice(0, 1), key)).toEqual(full);
  expect(await book(pass, slots, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  const raced = await Promise.all(Array.from({ length: 6 }, () => book(pass, slots.slice(1))));
  const confirmed = raced.filter(({ body }) => Object(body).state === 'confirmed');
  expect(confirmed).toHaveLength(1);
  for (const { body } of raced)
    expect(['confirmed', 'already-booked', 'pass-invalid']).toContain(Object(body).code ?? 'confirmed');
  expect(await house.store.prisma.booking.count({ where: { windowId: id, personKey: late?.personKey ?? '' } })).toBe(1);
  expect(await book(pass, slots)).toMatchObject(INVALID_PASS);
});

test('the same key sent many times at once is one booking and one answer', async () => {
  const { id, slots, callers } = await aNight(1);
  const { pass } = await admitted(id, callers[0]);
  const key = aKey();
  const answers = await Promise.all(Array.from({ length: 8 }, () => book(pass, slots, key)));
  const given = answers.filter(({ status }) => status === 200);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(given.length === 8 ? [200] : [200, 409]));
  expect(new Set(given.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await book(pass, slots, key)).toMatchObject({ status: 200, body: given[0]?.body });
  expect(await house.store.prisma.booking.count({ where: { windowId: id } })).toBe(1);
});

test('of two agents who race for the last seat one gets it; given back, the other does', async () => {
  const { id, callers } = await aNight(2, { seats: 1 });
  const [a, b] = await Promise.all([admit(id, callers[0]), admit(id, callers[1], colleague)]);
  const [winner, loser] = a.status === 201 ? [a, b] : [b, a];
  expect(winner).toMatchObject({ status: 201 });
  expect(loser).toMatchObject({ status: 409, body: { code: 'no-agent-seat' } });
  const holder = winner === a ? agent : colleague;
  const { pass } = assistedAdmissionSchema.parse(winner.body);
  const giveBack = () => house.staff('DELETE', ADMISSIONS, { pass }, holder.headers);
  expect(await giveBack()).toMatchObject({ status: 204 });
  expect(await giveBack()).toMatchObject({ status: 204 });
  expect(await book(pass, ['1'], aKey(), holder)).toMatchObject(INVALID_PASS);
  await admitted(id, winner === a ? callers[1] : callers[0], holder);
});

test('two agents with the same person: the pass that was given last counts', async () => {
  const { id, slots, callers } = await aNight(1);
  const first = await admitted(id, callers[0]);
  const second = await admitted(id, callers[0], colleague);
  expect(second.number).toBe(first.number);
  expect(await book(first.pass, slots)).toMatchObject(INVALID_PASS);
  expect(await book(second.pass, slots, aKey(), colleague)).toMatchObject({
    status: 200,
    body: { state: 'confirmed' },
  });
});

test('a pass is good for whom it was given to, and at this door', async () => {
  const { id, slots, callers } = await aNight(1);
  const { pass } = await admitted(id, callers[0]);
  expect(await book(pass, slots, aKey(), colleague)).toMatchObject(INVALID_PASS);
  expect(await house.staff('DELETE', ADMISSIONS, { pass }, colleague.headers)).toMatchObject(INVALID_PASS);
  const person = await house.person();
  for (const token of [person.session, agent.token, `${pass}x`, 'a.b.c']) {
    expect(await book(token, slots)).toMatchObject(INVALID_PASS);
  }
  expect(await book(pass, slots, {})).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
  for (const key of ['two words', 'x'.repeat(65), '"', '']) {
    expect(await book(pass, slots, { 'idempotency-key': key })).toMatchObject({ status: 400 });
  }
});

test('nobody gets in by telephone before the opening, nor while the window is paused or closed', async () => {
  const nowMs = Date.now();
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const id = `early-${nowMs}`;
  const opensAt = new Date(nowMs + 3_600_000).toISOString();
  await house.staff('POST', '/v1/staff/windows', {
    id,
    cohort,
    opensAt,
    closesAt: new Date(nowMs + 7_200_000).toISOString(),
  });
  await house.startLine(id);
  const [who] = await callersOnRoll(house, id, 1);
  expect(await admit(id, who)).toMatchObject({ status: 403, body: { code: 'window-not-open', opensAt } });
  expect(await house.room.placeOf(id, who?.personKey ?? '')).toBeNull();
  const night = await aNight(1);
  await house.staff('POST', `/v1/staff/windows/${night.id}/pause`);
  expect(await admit(night.id, night.callers[0])).toMatchObject({ status: 409, body: { code: 'window-conflict' } });
  await house.staff('POST', `/v1/staff/windows/${night.id}/close`);
  expect(await admit(night.id, night.callers[0])).toMatchObject({ status: 410, body: { code: 'window-closed' } });
  expect(await admit('nowhere', who)).toMatchObject({ status: 404, body: { code: 'window-unknown' } });
});

test('before a draw the caller is in its lobby from now on, and has no seat yet', async () => {
  const nowMs = Date.now();
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const id = `lobby-${nowMs}`;
  const opensAt = new Date(nowMs + 3_600_000).toISOString();
  const closesAt = new Date(nowMs + 7_200_000).toISOString();
  await house.staff('POST', '/v1/staff/windows', { id, cohort, opensAt, closesAt, policy: 'draw' });
  await house.startLine(id);
  const [who] = await callersOnRoll(house, id, 1);
  const answer = await admit(id, who);
  expect(answer).toMatchObject({ status: 403, body: { code: 'window-not-open', opensAt, inLobby: true } });
  expect(await house.room.placeOf(id, who?.personKey ?? '')).toBe('lobby');
});

test('who is on the roll and not in the cohort is told which rule refuses', async () => {
  const { id, callers } = await aNight(1);
  const cohort = { birthFrom: '1990-01-01', birthTo: '1990-12-31' };
  const young = `young-${Date.now()}`;
  const [opensAt, closesAt] = [-1_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  await house.staff('POST', '/v1/staff/windows', { id: young, campaignId: id, cohort, opensAt, closesAt });
  expect(await admit(young, callers[0])).toMatchObject({
    status: 403,
    body: { code: 'not-eligible', rule: 'born-before' },
  });
});

test.each([
  ['nothing', {}],
  ['no reason', { reason: undefined }],
  ['a reason that is a resident number', { reason: '670101-1234567' }],
  ['a name that cannot be seen', { caller: { name: '\u3164', birthDate: '1967-01-01', phone: '01012345678' } }],
  ['a birth date that is none', { caller: { name: '김영수', birthDate: '1967-02-30', phone: '01012345678' } }],
  ['a list for a phone', { caller: { name: '김영수', birthDate: '1967-01-01', phone: ['01012345678'] } }],
  ['a person key', { personKey: 'x'.repeat(22) }],
  ['an id that climbs folders', { window: '../etc' }],
])('an admission with %s is refused', async (what, given) => {
  const caller = { name: '김영수', birthDate: '1967-01-01', phone: '010-1234-5678' };
  const body = what === 'nothing' ? {} : { window: 'w', caller, reason, ...given };
  expect(await house.staff('POST', ADMISSIONS, body, agent.headers)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request' },
  });
});
