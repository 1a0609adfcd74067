import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Availability, BookingOutcome } from '@sunbeon/core';
import { AvailabilityBoard, RequestBoard, UnreadableRecord } from '../src/index.ts';
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
  await board.publish('r-1', full);
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
  await board.publish('r-2', full);
  expect(await board.read('r-2')).toEqual({ personKey, outcome: full, isBeingTakenIn: false });
});

test('an unknown request is unknown, also when only its outcome is there; received again it has that outcome', async () => {
  expect(await board.read('r-3')).toBeNull();
  await board.publish('r-3', full);
  expect(await board.read('r-3')).toBeNull();
  expect(await board.receive('r-3', { fingerprint: 'a', personKey })).toEqual({ outcome: 'decided' });
  expect(await board.read('r-3')).toMatchObject({ personKey, outcome: full });
});

test('requests and outcomes are forgotten after a while', async () => {
  await board.receive('r-4', { fingerprint: 'a', personKey });
  await board.publish('r-5', full);
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
  await requests.publishMany(new Map([oldest, ...others.slice(1)].map((id) => [id, full])));
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
  await requests.publish('r-decided', full);
  expect(await requests.forget(ids, lookedAtMs)).toBe(2);
  expect(await requests.read('r-lost')).toBeNull();
  expect(await requests.read('r-sent-again')).toMatchObject({ personKey, outcome: null });
  expect(await requests.read('r-decided')).toMatchObject({ outcome: full });
  expect((await requests.open({ olderThanMs: 0, limit: 100 })).requestIds).toEqual(['r-sent-again']);
});

test('the newest snapshot of a window is read back, and none before the first', async () => {
  const snapshots = new AvailabilityBoard(line.redis, line.prefix);
  const availability: Availability = {
    takenAt: '2021-07-19T11:00:00.000Z',
    sites: [],
    slots: [{ id: '7', siteId: 's1', startsAt: '2021-08-16T00:00:00.000Z', product: 'moderna', free: 3 }],
  };
  expect(await snapshots.read('w1')).toBeNull();
  await snapshots.publish('w1', { ...availability, slots: [] });
  await snapshots.publish('w1', availability);
  expect(await snapshots.read('w1')).toEqual(availability);
  expect(await snapshots.read('w2')).toBeNull();
});

test('what nobody here wrote is no answer and no mistake of whoever asks', async () => {
  await board.receive('r-strange', { fingerprint: 'a', personKey });
  await line.redis.hset(line.keys.request('r-strange'), 'outcome', '{"state":"perhaps"}');
  await expect(board.read('r-strange')).rejects.toThrow(UnreadableRecord);
  await line.redis.set(`${line.prefix}:{w:strange}:availability`, '{"slots"');
  await expect(new AvailabilityBoard(line.redis, line.prefix).read('strange')).rejects.toThrow(UnreadableRecord);
});
