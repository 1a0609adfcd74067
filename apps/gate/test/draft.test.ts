import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingDraft, bookingDraftViewSchema } from '@sunbeon/core';
import { AvailabilityBoard } from '@sunbeon/waiting-room';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { admitted } from './the-way-in.ts';

const SITE = {
  id: 's-1',
  name: '종로 의원',
  type: '의원',
  province: '서울특별시',
  municipality: '종로구',
  municipalityCode: '11010',
  latitude: 37.5,
  longitude: 127,
};
const SLOT = { id: '1', startsAt: '2021-08-16T01:00:00.000Z', product: 'mRNA', free: 3 };
const SHOWN = { ...SLOT, siteId: 's-1', siteName: '종로 의원', municipality: '종로구', free: undefined };
const KEY = '0123456789abcdef0123456789abcdef';
const DRAFT: BookingDraft = { district: '11010', choices: [{ slot: '1', site: 's-1' }], request: null };

let gate: TestGate;
let windowId: string;
let path: string;
let person: TestPerson;
beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow();
  path = `/v1/windows/${windowId}/draft`;
  person = await aPerson(gate);
  const board = new AvailabilityBoard(gate.redis, gate.config.redisPrefix);
  await board.publish(windowId, 'worker', 60_000, {
    after: null,
    mark: { takenAt: new Date().toISOString(), sitesVersion: 'a' },
    sites: [SITE],
    municipalities: [{ code: '11010', name: '종로구', province: '서울특별시', free: 3 }],
    slots: new Map([['s-1', JSON.stringify([SLOT])]]),
  });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const put = (bearer: string, json: unknown) => call(gate, 'PUT', path, { bearer, json });
const read = async (bearer: string) => {
  const answer = await call(gate, 'GET', path, { bearer });
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  return bookingDraftViewSchema.parse(answer.body);
};

test('what is chosen on one device is there on the next, by pass and by session alike, and nobody else’s', async () => {
  const pass = await admitted(gate, windowId, person);
  expect(await read(person.session)).toEqual({ savedAt: null, district: null, choices: [], request: null });
  const request = { key: KEY, slots: ['1'], requestId: null };
  expect((await put(pass, { ...DRAFT, request })).status).toBe(204);
  const kept = await read(person.session);
  expect(kept).toEqual({
    savedAt: kept.savedAt,
    district: { code: '11010', name: '종로구' },
    choices: [JSON.parse(JSON.stringify(SHOWN))],
    request,
  });
  expect(await read(pass)).toEqual(kept);
  const { session: stranger } = await aPerson(gate);
  expect(await read(stranger)).toMatchObject({ savedAt: null, choices: [] });
  expect((await put(stranger, DRAFT)).status).toBe(204);
  expect(await read(person.session)).toEqual(kept);
});

test('a choice that is not there any more is left out; a draft that holds nothing is forgotten', async () => {
  const choices = [
    { slot: '99', site: 's-1' },
    { slot: '1', site: 's-1' },
    { slot: '7', site: 'gone' },
  ];
  await put(person.session, { district: 'gone', choices, request: null });
  const { district, choices: left } = await read(person.session);
  expect([district, left.map(({ id }) => id)]).toEqual([null, ['1']]);
  await put(person.session, { district: null, choices: [], request: null });
  expect(await read(person.session)).toMatchObject({ savedAt: null });
  expect(await gate.redis.keys(`*${windowId}:${person.personKey}`)).toEqual([]);
});

test.each<[string, unknown]>([
  ['a name', { ...DRAFT, name: '김영수' }],
  ['words for a district', { ...DRAFT, district: '종로 670501-1234567' }],
  ['four choices', { ...DRAFT, choices: ['1', '2', '3', '4'].map((slot) => ({ slot, site: 's-1' })) }],
  ['a slot twice', { ...DRAFT, choices: [DRAFT.choices[0], DRAFT.choices[0]] }],
  ['a phone as key', { ...DRAFT, request: { key: '010-1234-5678', slots: ['1'], requestId: null } }],
  ['a list', [DRAFT]],
  ['nothing', {}],
])('keeps ids only: %s is refused, and what was kept stays', async (_what, draft) => {
  await put(person.session, DRAFT);
  expect(problemOf(await put(person.session, draft))).toBe('400 invalid-request');
  expect(await read(person.session)).toMatchObject({ district: { code: '11010' } });
});

test('needs a pass or a session, a window that exists, and a page of our own', async () => {
  expect(problemOf(await call(gate, 'GET', path))).toBe('401 login-required');
  expect(problemOf(await put('x', DRAFT))).toBe('401 session-invalid');
  const unknown = await call(gate, 'GET', '/v1/windows/nowhere/draft', { bearer: person.session });
  expect(problemOf(unknown)).toBe('404 window-unknown');
  const headers = { cookie: `sunbeon_session=${person.session}`, origin: 'https://elsewhere.example' };
  expect(problemOf(await call(gate, 'PUT', path, { json: DRAFT, headers }))).toBe('403 forbidden-origin');
  expect(problemOf(await call(gate, 'DELETE', path, { bearer: person.session }))).toBe('405 method-not-allowed');
});
