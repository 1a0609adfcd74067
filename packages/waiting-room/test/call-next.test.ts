import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nextCallingRate } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import fc from 'fast-check';
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
    expect(await line.room.callNext(id, { claimGraceMs: 50 })).toMatchObject({ serving: 6 }),
  );
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
});

test('calls no faster than maxPerSecond, counting fractions', async () => {
  const maxPerSecond = 90;
  const { id } = await line.open({ maxPerSecond });
  await line.joinAll(id, 200);
  const { called: burst } = await line.room.callNext(id);
  const from = await line.room.serverTimeMs();
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

test('the calling rate follows the pure rule', async () => {
  const { id } = await line.open({ maxActive: 0 });
  await line.joinAll(id, 1);
  const key = line.keys.line(id);
  await line.room.callNext(id);
  const known = fc.option(
    fc.record({
      perSecond: fc.double({ min: 0, max: 5_000, noNaN: true }),
      deviation: fc.double({ min: 0, max: 5_000, noNaN: true }),
    }),
  );
  const sample = fc.record({ called: fc.nat(100_000), agoMs: fc.integer({ min: 1_000, max: 100_000 }) });
  await fc.assert(
    fc.asyncProperty(known, sample, async (rate, { called, agoMs }) => {
      const sampledAtUs = ((await line.room.serverTimeMs()) - agoMs) * 1_000;
      await line.redis.hdel(key, 'rate', 'deviation');
      if (rate) await line.redis.hset(key, { rate: rate.perSecond, deviation: rate.deviation });
      await line.redis.hset(key, { tickedAtUs: Date.now() * 1_000, sampledAtUs, sampleCalled: called });
      await line.room.callNext(id);
      const measured = (await line.room.status(id))?.rate;
      const elapsedMs = (Number(await line.redis.hget(key, 'sampledAtUs')) - sampledAtUs) / 1_000;
      const expected = nextCallingRate(rate, called, elapsedMs);
      expect(measured?.perSecond).toBeCloseTo(expected.perSecond, 6);
      expect(measured?.deviation).toBeCloseTo(expected.deviation, 6);
    }),
    { numRuns: 100 },
  );
});

test('a line that ran empty never lowers the measured rate', async () => {
  const { id } = await line.open();
  const key = line.keys.line(id);
  await line.room.callNext(id);
  const longAgoUs = ((await line.room.serverTimeMs()) - 2_000) * 1_000;
  await line.redis.hset(key, { rate: 50, deviation: 1, sampledAtUs: longAgoUs, sampleCalled: 4 });
  await line.room.callNext(id);
  expect(await line.room.status(id)).toMatchObject({ rate: { perSecond: 50, deviation: 1 } });
});

test('time in which nobody was calling is not measured', async () => {
  const { id } = await line.open({ maxActive: 0 });
  await line.joinAll(id, 1);
  const key = line.keys.line(id);
  const minuteAgoUs = ((await line.room.serverTimeMs()) - 60_000) * 1_000;
  const measured = { rate: 50, deviation: 1 };
  await line.redis.hset(key, { ...measured, tickedAtUs: minuteAgoUs, sampledAtUs: minuteAgoUs, sampleCalled: 4 });
  await line.room.callNext(id);
  expect(await line.room.status(id)).toMatchObject({ rate: { perSecond: 50, deviation: 1 } });
  expect(await line.redis.hget(key, 'sampleCalled')).toBe('0');
});

test('no rate is told while nothing is called', async () => {
  const window = await line.open();
  await line.joinAll(window.id, 1);
  await line.redis.hset(line.keys.line(window.id), { rate: 50, deviation: 1 });
  expect(await line.room.join(window.id, person(1))).toMatchObject({ rate: { perSecond: 50, deviation: 1 } });
  await line.room.publishWindow({ ...window, version: 2, paused: true });
  expect(await line.room.join(window.id, person(1))).toMatchObject({ rate: null });
  expect(await line.room.standing(window.id, 1)).toMatchObject({ rate: null, windowState: 'paused' });
  expect(await line.room.status(window.id)).toMatchObject({ rate: null, state: 'paused' });
});
