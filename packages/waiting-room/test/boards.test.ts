import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingOutcome } from '@sunbeon/core';
import { AvailabilityBoard, type AvailabilityPart, RequestBoard, UnreadableRecord } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let board: RequestBoard;
beforeAll(async () => {
  line = await testLine();
  board = new RequestBoard(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

const personKey = person(1);
const full: BookingOutcome = { state: 'rejected', code: 'slot-full', alternatives: [] };
const DAY_MS = 86_400_000;

test('a request is received once, in flight until it is taken in, then known, and refused with another body or person', async () => {
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'received' });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'in-flight' });
  expect(await board.receive('r-1', { fingerprint: 'b', personKey })).toEqual({ outcome: 'reused' });
  await board.takenIn('r-1');
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'known' });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'known' });
  expect(await board.receive('r-1', { fingerprint: 'b', personKey })).toEqual({ outcome: 'reused' });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey: person(2) })).toEqual({ outcome: 'reused' });
  await board.publish({ requestId: 'r-1', windowId: 'w-1', outcome: full });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'decided' });
  expect(await board.receive('r-1', { fingerprint: 'b', personKey })).toEqual({ outcome: 'reused' });
});

test('of many identical requests at once one is received, and all others are in flight', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => board.receive('r-many', { fingerprint: 'a', personKey })),
  );
  expect(answers.filter(({ outcome }) => outcome === 'received')).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === 'in-flight')).toHaveLength(19);
});

test('a taking-in that died is taken over after a few seconds, by one', async () => {
  await board.receive('r-dead', { fingerprint: 'a', personKey });
  const key = line.keys.request('r-dead');
  await line.redis.hincrby(key, 'touchedAtMs', -10_000);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => board.receive('r-dead', { fingerprint: 'a', personKey })),
  );
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
    'in-flight',
    'in-flight',
    'in-flight',
    'in-flight',
    'received',
  ]);
});

test('a request has no outcome until one is published, and then says whose it is', async () => {
  await board.receive('r-2', { fingerprint: 'a', personKey });
  expect(await board.read('r-2')).toEqual({ personKey, outcome: null, isBeingTakenIn: true });
  await board.takenIn('r-2');
  expect(await board.read('r-2')).toEqual({ personKey, outcome: null, isBeingTakenIn: false });
  await board.publish({ requestId: 'r-2', windowId: 'w-1', outcome: full });
  expect(await board.read('r-2')).toEqual({ personKey, outcome: full, isBeingTakenIn: false });
});

test('an unknown request is unknown, also when only its outcome is there; received again it has that outcome', async () => {
  expect(await board.read('r-3')).toBeNull();
  await board.publish({ requestId: 'r-3', windowId: 'w-1', outcome: full });
  expect(await board.read('r-3')).toBeNull();
  expect(await board.receive('r-3', { fingerprint: 'a', personKey })).toEqual({ outcome: 'decided' });
  expect(await board.read('r-3')).toMatchObject({ personKey, outcome: full });
});

test('requests and outcomes are forgotten after a while', async () => {
  await board.receive('r-4', { fingerprint: 'a', personKey });
  await board.publish({ requestId: 'r-5', windowId: 'w-1', outcome: full });
  for (const id of ['r-4', 'r-5']) {
    const ttlMs = await line.redis.pttl(line.keys.request(id));
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(DAY_MS);
  }
});

test('what waits for an outcome is listed by age, until it has one', async () => {
  await using own = await testLine();
  const requests = new RequestBoard(own.redis, own.prefix);
  expect(await requests.open({ olderThanMs: 0, limit: 100 })).toMatchObject({
    count: 0,
    oldestMs: null,
    requestIds: [],
  });
  const ids = Array.from({ length: 40 }, (_, n) => `r-${person(n)}`);
  for (const id of ids) await requests.receive(id, { fingerprint: 'a', personKey });
  const [oldest = '', ...others] = ids;
  await own.redis.zadd(own.keys.openRequests(oldest), Date.now() - 60_000, oldest);
  const old = await requests.open({ olderThanMs: 30_000, limit: 100 });
  expect(old).toMatchObject({ count: 40, requestIds: [oldest] });
  expect(old.oldestMs).toBeGreaterThan(59_000);
  await requests.receive(oldest, { fingerprint: 'a', personKey });
  expect((await requests.open({ olderThanMs: 30_000, limit: 100 })).requestIds).toEqual([oldest]);
  await requests.publishMany(
    [oldest, ...others.slice(1)].map((requestId) => ({ requestId, windowId: 'w-1', outcome: full })),
  );
  expect(await requests.open({ olderThanMs: 0, limit: 100 })).toMatchObject({
    count: 1,
    requestIds: others.slice(0, 1),
  });
  expect(await requests.read(oldest)).toMatchObject({ outcome: full });
});

test('a request is forgotten unless it has an outcome or was sent again since it was looked at', async () => {
  await using own = await testLine();
  const requests = new RequestBoard(own.redis, own.prefix);
  const ids = ['r-lost', 'r-sent-again', 'r-decided', 'r-expired'];
  for (const id of ids.slice(0, 3)) {
    await requests.receive(id, { fingerprint: 'a', personKey });
    await requests.takenIn(id);
    await own.redis.hincrby(own.keys.request(id), 'touchedAtMs', -20_000);
  }
  await own.redis.zadd(own.keys.openRequests('r-expired'), 1, 'r-expired');
  const { lookedAtMs } = await requests.open({ olderThanMs: 10_000, limit: 100 });
  await requests.receive('r-sent-again', { fingerprint: 'a', personKey });
  await requests.publish({ requestId: 'r-decided', windowId: 'w-1', outcome: full });
  expect(await requests.forget(ids, lookedAtMs)).toBe(2);
  expect(await requests.read('r-lost')).toBeNull();
  expect(await requests.read('r-sent-again')).toMatchObject({ personKey, outcome: null });
  expect(await requests.read('r-decided')).toMatchObject({ outcome: full });
  expect((await requests.open({ olderThanMs: 0, limit: 100 })).requestIds).toEqual(['r-sent-again']);
});

const site = {
  id: 's1',
  name: '가의원',
  type: '의원',
  province: '서울특별시',
  municipality: '종로구',
  municipalityCode: '11010',
  latitude: 37.5,
  longitude: 127,
};
const aSlot = { id: '7', startsAt: '2021-08-16T00:00:00.000Z', product: 'moderna', free: 3 };
const mark = (second: number) => ({ takenAt: `2021-07-19T11:00:0${second}.000Z`, sitesVersion: 'a' });
const nothing = { after: null, mark: null, sites: null, municipalities: null, slots: new Map<string, string>() };
const slotsAt = (siteId: string, free: number) => new Map([[siteId, JSON.stringify([{ ...aSlot, free }])]]);

test('a snapshot is there once its last part is, and what changes is written upon it', async () => {
  const own = new AvailabilityBoard(line.redis, line.prefix);
  const publish = (part: Partial<AvailabilityPart>) => own.publish('w1', 'me', 60_000, { ...nothing, ...part });
  expect(await own.snapshot('w1')).toBeNull();
  expect(await publish({ slots: slotsAt('s1', 3) })).toBe('published');
  expect(await own.snapshot('w1')).toBeNull();
  const municipalities = [{ code: '11010', name: '종로구', province: '서울특별시', free: 3 }];
  expect(await publish({ mark: mark(0), sites: [site], municipalities })).toBe('published');
  expect(await own.snapshot('w1')).toEqual(mark(0));
  expect(await own.sites('w1')).toEqual([site]);
  expect(await own.municipalities('w1')).toEqual(municipalities);
  const { takenAt: after } = mark(0);
  expect(await publish({ after, mark: mark(1), slots: slotsAt('s1', 2) })).toBe('published');
  expect(await own.slots('w1', ['s1', 'nowhere'])).toEqual([[{ ...aSlot, free: 2 }], []]);
  expect(await own.sites('w1')).toEqual([site]);
  expect(await own.snapshot('w2')).toBeNull();
});

test('one at a time publishes a window, and builds upon nothing that is not there', async () => {
  const own = new AvailabilityBoard(line.redis, line.prefix);
  expect(await own.hold('w3', 'first', 60_000)).toBe(true);
  expect(await own.hold('w3', 'second', 60_000)).toBe(false);
  const publish = (holder: string, part: Partial<AvailabilityPart>) =>
    own.publish('w3', holder, 60_000, { ...nothing, ...part });
  expect(await publish('second', { mark: mark(0), slots: slotsAt('s1', 9) })).toBe('held');
  expect(await publish('first', { mark: mark(0), slots: slotsAt('s1', 1) })).toBe('published');
  await own.release('w3', 'first');
  expect(await publish('second', { mark: mark(2), slots: slotsAt('s1', 2) })).toBe('published');
  await own.release('w3', 'second');
  // Somebody who slept on it: another has published since.
  const { takenAt: after } = mark(0);
  expect(await publish('first', { after, mark: mark(1), slots: slotsAt('s1', 9) })).toBe('lost');
  expect(await own.slots('w3', ['s1'])).toEqual([[{ ...aSlot, free: 2 }]]);
});

test('what nobody here wrote is no answer and no mistake of whoever asks', async () => {
  await board.receive('r-strange', { fingerprint: 'a', personKey });
  await line.redis.hset(line.keys.request('r-strange'), 'outcome', '{"state":"perhaps"}');
  await expect(board.read('r-strange')).rejects.toThrow(UnreadableRecord);
  await line.redis.set(line.keys.availableSites('strange'), '{"slots"');
  await expect(new AvailabilityBoard(line.redis, line.prefix).sites('strange')).rejects.toThrow(UnreadableRecord);
});
