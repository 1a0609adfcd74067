import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

test('calls as many as there are seats, and no one who was not given a number', async () => {
  const { id } = await line.open({ maxActive: 5 });
  await line.joinAll(id, 3);
  expect(await line.room.callNext(id)).toEqual({ called: 3, serving: 3, active: 0 });
  await line.room.join(id, person(4));
  await line.room.join(id, person(5));
  await line.room.join(id, person(6));
  expect(await line.room.callNext(id)).toEqual({ called: 2, serving: 5, active: 0 });
  expect(await line.room.callNext(id)).toEqual({ called: 0, serving: 5, active: 0 });
});

test('a taken seat stays counted, a freed one is called for again', async () => {
  const { id } = await line.open({ maxActive: 2 });
  await line.joinAll(id, 5);
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  await line.room.claim(id, 2, person(2));
  expect(await line.room.callNext(id, { claimGraceMs: 0 })).toEqual({ called: 0, serving: 2, active: 2 });
  await line.room.finish(id, 1);
  expect(await line.room.callNext(id)).toEqual({ called: 1, serving: 3, active: 1 });
});

test('closed tabs hold no seat beyond the grace, and a late comer still gets in', async () => {
  const { id } = await line.open({ maxActive: 3 });
  await line.joinAll(id, 9);
  expect(await line.room.callNext(id)).toMatchObject({ serving: 3 });
  expect(await line.room.callNext(id)).toMatchObject({ called: 0 });
  await eventually(async () =>
    expect((await line.room.callNext(id, { claimGraceMs: 50 })).serving).toBeGreaterThanOrEqual(6),
  );
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
});

test('calls no faster than maxPerSecond, counting fractions', async () => {
  const maxPerSecond = 90;
  const { id } = await line.open({ maxPerSecond });
  await line.joinAll(id, 200);
  const { called: burst } = await line.room.callNext(id);
  const from = Number(await line.redis.hget(line.keys.line(id), 'tickedAtUs')) / 1_000;
  const target = 25;
  let called = 0;
  while (called < target) called += (await line.room.callNext(id)).called;
  const seconds = ((await line.room.serverTimeMs()) - from) / 1_000;
  // What the first tick could make up for is a quarter of a second.
  expect(burst).toBeLessThanOrEqual(maxPerSecond / 4 + 1);
  expect(called).toBeLessThanOrEqual(maxPerSecond * (seconds + 0.002) + 1);
  // Ticks far more frequent than calls: without the carry nobody would be called at all.
  expect(called).toBeGreaterThanOrEqual(target);
});

test('a tick that comes very late is not followed by a burst', async () => {
  const { id } = await line.open({ maxPerSecond: 100 });
  await line.joinAll(id, 200);
  await line.room.callNext(id);
  const minuteAgoUs = ((await line.room.serverTimeMs()) - 60_000) * 1_000;
  await line.redis.hset(line.keys.line(id), 'tickedAtUs', minuteAgoUs, 'carry', 0);
  expect(await line.room.callNext(id)).toMatchObject({ called: 25 });
});

test.each([
  ['paused', { paused: true }],
  ['exhausted', { exhausted: true, remaining: 0 }],
  ['closed', { closed: true }],
  ['moved to later', { opensAtMs: Date.now() + 3_600_000 - 1_000 }],
])('a window that is %s calls nobody, and goes on where it stood', async (_state, change) => {
  const window = await line.open({ maxActive: 2 });
  await line.joinAll(window.id, 4);
  await line.room.callNext(window.id);
  await line.room.publishWindow({ ...window, version: 2, ...change });
  expect(await line.room.callNext(window.id, { claimGraceMs: 0 })).toEqual({ called: 0, serving: 2, active: 0 });
  await line.room.publishWindow({ ...window, version: 3, remaining: 5 });
  await eventually(async () =>
    expect(await line.room.callNext(window.id, { claimGraceMs: 0 })).toMatchObject({ serving: 4 }),
  );
});

test('an unknown window calls nobody', async () => {
  expect(await line.room.callNext('no-such-window')).toEqual({ called: 0, serving: 0, active: 0 });
});

test('two controllers at once call each number once', async () => {
  const { id } = await line.open({ maxActive: 40 });
  await line.joinAll(id, 60);
  const ticks = await Promise.all(Array.from({ length: 20 }, () => line.room.callNext(id)));
  expect(ticks.reduce((sum, tick) => sum + tick.called, 0)).toBe(40);
});

test('no rate is told while nothing is called', async () => {
  const window = await line.open();
  await line.joinAll(window.id, 1);
  await line.redis.hset(line.keys.line(window.id), { rate: '50 -3 80', deviation: 1 });
  const rate = { perSecond: 50, deviation: 1, headStart: -3, mostPerSecond: 80 };
  expect(await line.room.join(window.id, person(1))).toMatchObject({ rate });
  await line.room.publishWindow({ ...window, version: 2, paused: true });
  expect(await line.room.join(window.id, person(1))).toMatchObject({ rate: null });
  expect(await line.room.standing(window.id, 1)).toMatchObject({ rate: null, windowState: 'paused' });
  expect(await line.room.status(window.id)).toMatchObject({ rate: null, state: 'paused' });
});
