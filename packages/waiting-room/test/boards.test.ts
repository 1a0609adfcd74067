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

test('a request is received once, known again, and refused with another body or person', async () => {
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'received' });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey })).toEqual({ outcome: 'known' });
  expect(await board.receive('r-1', { fingerprint: 'b', personKey })).toEqual({ outcome: 'reused' });
  expect(await board.receive('r-1', { fingerprint: 'a', personKey: person(2) })).toEqual({ outcome: 'reused' });
});

test('of many identical requests at once one is received', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => board.receive('r-many', { fingerprint: 'a', personKey })),
  );
  expect(answers.filter((answer) => answer.outcome === 'received')).toHaveLength(1);
});

test('a request has no outcome until one is published, and then says whose it is', async () => {
  await board.receive('r-2', { fingerprint: 'a', personKey });
  expect(await board.read('r-2')).toEqual({ personKey, outcome: null });
  await board.publish('r-2', full);
  expect(await board.read('r-2')).toEqual({ personKey, outcome: full });
});

test('an unknown request is unknown, also when only its outcome is there; received again it has that outcome', async () => {
  expect(await board.read('r-3')).toBeNull();
  await board.publish('r-3', full);
  expect(await board.read('r-3')).toBeNull();
  expect(await board.receive('r-3', { fingerprint: 'a', personKey })).toEqual({ outcome: 'received' });
  expect(await board.read('r-3')).toEqual({ personKey, outcome: full });
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
  await line.redis.hset(`${line.prefix}:request:r-strange`, 'outcome', '{"state":"perhaps"}');
  await expect(board.read('r-strange')).rejects.toThrow(UnreadableRecord);
  await line.redis.set(`${line.prefix}:{w:strange}:availability`, '{"slots"');
  await expect(new AvailabilityBoard(line.redis, line.prefix).read('strange')).rejects.toThrow(UnreadableRecord);
});
