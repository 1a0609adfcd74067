import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Availability, municipalityListSchema, slotListSchema } from '@sunbeon/core';
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
const slot = (id: string, siteId: string, startsAt: string, product = 'mRNA') => ({
  id,
  siteId,
  startsAt,
  product,
  free: 3,
});

/** 15:00 UTC is midnight in Seoul: the second slot lies on the 17th there. */
const availability: Availability = {
  takenAt: new Date(Date.now() - 5_000).toISOString(),
  sites: [site('s-1', '종로구', '11010'), site('s-2', '마포구', '11140')],
  slots: [
    slot('1', 's-1', '2021-08-16T14:59:00.000Z'),
    slot('2', 's-1', '2021-08-16T15:00:00.000Z'),
    slot('3', 's-2', '2021-08-17T00:00:00.000Z', 'vector'),
    slot('4', 's-gone', '2021-08-17T00:00:00.000Z'),
  ],
};

let gate: TestGate;
let windowId: string;
beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow();
  await new AvailabilityBoard(gate.redis, gate.config.redisPrefix).publish(windowId, availability);
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
  const { takenAt, ageMs, slots } = await list('');
  expect(takenAt).toBe(availability.takenAt);
  expect(ageMs).toBeGreaterThanOrEqual(5_000);
  expect(slots[0]).toMatchObject({ siteName: '종로구 의원', municipality: '종로구', free: 3 });
});

test('without a snapshot there is nothing to show, rather than an empty list that lies', async () => {
  const fresh = await gate.openWindow();
  expect(problemOf(await call(gate, 'GET', `/v1/slots?window=${fresh}`))).toBe('503 unavailable');
  expect(problemOf(await call(gate, 'GET', '/v1/slots?window=nowhere'))).toBe('404 window-unknown');
});

test('the municipalities of all sites come in the order of their codes, with what is free in each, and nothing else', async () => {
  const answer = await call(gate, 'GET', `/v1/sites?window=${windowId}`);
  const { takenAt, municipalities } = municipalityListSchema.strict().parse(answer.body);
  expect(takenAt).toBe(availability.takenAt);
  expect(municipalities).toEqual([
    { code: '11010', name: '종로구', province: '서울특별시', free: 6 },
    { code: '11140', name: '마포구', province: '서울특별시', free: 3 },
  ]);
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=1');
  expect(problemOf(await call(gate, 'GET', '/v1/sites?window=nowhere'))).toBe('404 window-unknown');
  expect(problemOf(await call(gate, 'GET', '/v1/sites'))).toBe('400 invalid-request');
});
