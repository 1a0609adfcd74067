import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { municipalityListSchema, slotListSchema } from '@sunbeon/core';
import { AvailabilityBoard } from '@sunbeon/waiting-room';
import { aGate, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';

const site = (id: string, municipality: string, municipalityCode: string) => ({
  id,
  name: `${municipality} 의원`,
  type: '의원',
  province: '서울특별시',
  municipality,
  municipalityCode,
  latitude: 37.5,
  longitude: 127,
});
const municipality = (code: string, name: string, free: number) => ({ code, name, province: '서울특별시', free });
const slot = (id: string, startsAt: string, product = 'mRNA') => ({ id, startsAt, product, free: 3 });

const takenAt = new Date(Date.now() - 5_000).toISOString();
/** 15:00 UTC is midnight in Seoul: the second slot lies on the 17th there. */
const slots = {
  's-1': [slot('1', '2021-08-16T14:59:00.000Z'), slot('2', '2021-08-16T15:00:00.000Z')],
  's-2': [slot('3', '2021-08-17T00:00:00.000Z', 'vector')],
  's-gone': [slot('4', '2021-08-17T00:00:00.000Z')],
};

let gate: TestGate;
let windowId: string;
beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow();
  const board = new AvailabilityBoard(gate.redis, gate.config.redisPrefix);
  await board.publish(windowId, 'worker', 60_000, {
    after: null,
    mark: { takenAt, sitesVersion: 'a' },
    sites: [site('s-1', '종로구', '11010'), site('s-2', '마포구', '11140')],
    municipalities: [municipality('11010', '종로구', 6), municipality('11140', '마포구', 3)],
    slots: new Map(Object.entries(slots).map(([id, some]) => [id, JSON.stringify(some)])),
  });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const list = async (filters: string) => {
  const answer = await call(gate, 'GET', `/v1/slots?window=${windowId}${filters}`);
  return slotListSchema.parse(answer.body);
};

test.each([
  ['', ['1', '2', '3']],
  ['&site=s-1', ['1', '2']],
  ['&municipality=11140', ['3']],
  [`&municipality=${encodeURIComponent('종로구')}`, ['1', '2']],
  ['&date=2021-08-16', ['1']],
  ['&date=2021-08-17', ['2', '3']],
  ['&date=2021-08-17&product=vector', ['3']],
  ['&site=nowhere', []],
])('filters %s', async (filters, ids) => {
  expect((await list(filters)).slots.map(({ id }) => id)).toEqual(ids);
});

test('a snapshot says how old it is', async () => {
  const { takenAt: told, ageMs, slots: listed } = await list('');
  expect(told).toBe(takenAt);
  expect(ageMs).toBeGreaterThanOrEqual(5_000);
  expect(listed[0]).toMatchObject({ siteName: '종로구 의원', municipality: '종로구', free: 3 });
});

test('without a snapshot there is nothing to show, rather than an empty list that lies', async () => {
  const fresh = await gate.openWindow();
  expect(problemOf(await call(gate, 'GET', `/v1/slots?window=${fresh}`))).toBe('503 unavailable');
  expect(problemOf(await call(gate, 'GET', '/v1/slots?window=nowhere'))).toBe('404 window-unknown');
});

test('the municipalities of all sites come in the order of their codes, with what is free in each, and nothing else', async () => {
  const answer = await call(gate, 'GET', `/v1/sites?window=${windowId}`);
  const { takenAt: told, municipalities } = municipalityListSchema.strict().parse(answer.body);
  expect(told).toBe(takenAt);
  expect(municipalities).toEqual([municipality('11010', '종로구', 6), municipality('11140', '마포구', 3)]);
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=1');
  expect(problemOf(await call(gate, 'GET', '/v1/sites?window=nowhere'))).toBe('404 window-unknown');
  expect(problemOf(await call(gate, 'GET', '/v1/sites'))).toBe('400 invalid-request');
});

test('of a whole country one has to say where', async () => {
  const country = await gate.openWindow();
  const board = new AvailabilityBoard(gate.redis, gate.config.redisPrefix);
  const sites = Array.from({ length: 2_001 }, (_, n) => site(`s-${n}`, `${n}구`, String(n)));
  await board.publish(country, 'worker', 60_000, {
    after: null,
    mark: { takenAt, sitesVersion: 'b' },
    sites,
    municipalities: [],
    slots: new Map([['s-7', JSON.stringify(slots['s-1'])]]),
  });
  expect(problemOf(await call(gate, 'GET', `/v1/slots?window=${country}`))).toBe('400 invalid-request');
  const answer = await call(gate, 'GET', `/v1/slots?window=${country}&municipality=7`);
  expect(slotListSchema.parse(answer.body).slots.map(({ id }) => id)).toEqual(['1', '2']);
});
