import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

/** A window with `people` in the line of whom the first `maxActive` are called. */
async function called(people: number, overrides: Parameters<TestLine['open']>[0] = {}) {
  const window = await line.open({ maxActive: 2, ...overrides });
  await line.joinAll(window.id, people);
  await line.room.callNext(window.id);
  return window;
}

test('a called number takes a seat for the length of an admission', async () => {
  const { id, admissionSeconds } = await called(1);
  const before = await line.room.serverTimeMs();
  const claimed = await line.room.claim(id, 1, person(1));
  const after = await line.room.serverTimeMs();
  if (claimed.outcome !== 'admitted') throw new Error(claimed.outcome);
  expect(claimed.expiresAtMs).toBeGreaterThanOrEqual(before + admissionSeconds * 1_000);
  expect(claimed.expiresAtMs).toBeLessThanOrEqual(after + admissionSeconds * 1_000);
});

test('no seat outlasts the window', async () => {
  const closesAtMs = Date.now() + 30_000;
  const { id } = await called(1, { closesAtMs });
  expect(await line.room.claim(id, 1, person(1))).toEqual({ outcome: 'admitted', expiresAtMs: closesAtMs });
});

test('claiming again, even many times at once, is the same seat with the same expiry', async () => {
  const { id } = await called(1);
  const claims = await Promise.all(Array.from({ length: 50 }, () => line.room.claim(id, 1, person(1))));
  expect(new Set(claims.map((claimed) => JSON.stringify(claimed))).size).toBe(1);
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(1);
});

test('never more than maxActive hold a seat, however many are called', async () => {
  const { id } = await line.open({ maxActive: 10 });
  await line.joinAll(id, 60);
  for (let tick = 0; tick < 6; tick += 1) await line.room.callNext(id, { claimGraceMs: 0 });
  const claims = await Promise.all(Array.from({ length: 60 }, (_, n) => line.room.claim(id, n + 1, person(n + 1))));
  const outcomes = claims.map((claimed) => claimed.outcome);
  expect(outcomes.filter((outcome) => outcome === 'admitted')).toHaveLength(10);
  expect(new Set(outcomes)).toEqual(new Set(['admitted', 'no-seat']));
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(10);
});

test('without a seat the answer says when one is free at the latest', async () => {
  const { id } = await line.open({ maxActive: 1, admissionSeconds: 60 });
  await line.joinAll(id, 2);
  await line.room.callNext(id, { claimGraceMs: 0 });
  await line.room.callNext(id, { claimGraceMs: 0 });
  await line.room.claim(id, 1, person(1));
  const claimed = await line.room.claim(id, 2, person(2));
  if (claimed.outcome !== 'no-seat') throw new Error(claimed.outcome);
  expect(claimed.freeAfterMs).toBeGreaterThan(50_000);
  expect(claimed.freeAfterMs).toBeLessThanOrEqual(60_000);
});

test('a number that is not called learns how many are before it', async () => {
  const { id } = await called(5);
  expect(await line.room.claim(id, 3, person(3))).toEqual({ outcome: 'not-called', ahead: 0 });
  expect(await line.room.claim(id, 5, person(5))).toEqual({ outcome: 'not-called', ahead: 2 });
});

test('a released seat can be taken by the next, and again by the one who gave it back', async () => {
  const { id } = await called(3, { maxActive: 1 });
  await line.room.claim(id, 1, person(1));
  await line.room.release(id, 1);
  expect(await line.room.standing(id, 1)).toMatchObject({ state: 'called' });
  expect(await line.room.callNext(id)).toMatchObject({ called: 1, serving: 2 });
  expect(await line.room.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
  await line.room.release(id, 2);
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
});

test('a finished number frees its seat at once and takes no other', async () => {
  const { id } = await called(2, { maxActive: 1 });
  await line.room.claim(id, 1, person(1));
  await line.room.finish(id, 1);
  await line.room.finish(id, 1);
  expect(await line.room.claim(id, 1, person(1))).toEqual({ outcome: 'finished' });
  expect(await line.room.callNext(id)).toMatchObject({ called: 1, serving: 2, active: 0 });
  expect(await line.room.claim(id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
});

test('finishing a number that was never given leaves nothing behind', async () => {
  const { id } = await called(1);
  await line.room.finish(id, 4_000_000_000);
  await line.room.finish('no-such-window', 1);
  for (const window of [id, 'no-such-window']) expect(await line.redis.exists(line.keys.finished(window))).toBe(0);
});

test('many numbers finish in one step, and one among them that was never given is left out', async () => {
  const { id } = await called(3);
  for (const number of [1, 2, 3]) await line.room.claim(id, number, person(number));
  await line.room.finishMany(id, [3, 4_000_000_000, 1]);
  const states = await Promise.all([1, 2, 3].map(async (number) => (await line.room.standing(id, number))?.state));
  expect(states).toEqual(['finished', 'admitted', 'finished']);
  expect(await line.redis.zcard(line.keys.seats(id))).toBe(1);
  expect(await line.redis.strlen(line.keys.finished(id))).toBe(1);
});

test('an expired seat is free, and its number may come back', async () => {
  const { id } = await called(3, { maxActive: 1 });
  await line.room.claim(id, 1, person(1));
  await line.redis.zadd(line.keys.seats(id), (await line.room.serverTimeMs()) - 1, '1');
  expect(await line.room.standing(id, 1)).toMatchObject({ state: 'called', expiresAtMs: null });
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
});

test('claims go on while the window is paused or exhausted', async () => {
  const window = await called(2);
  await line.room.publishWindow({ ...window, version: 2, paused: true });
  expect(await line.room.claim(window.id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
  await line.room.setRemaining(window.id, 0);
  expect(await line.room.claim(window.id, 2, person(2))).toMatchObject({ outcome: 'admitted' });
});

test('a closed, a moved and an unknown window admit nobody', async () => {
  const window = await called(2);
  const opensAtMs = Date.now() + 60_000;
  await line.room.publishWindow({ ...window, version: 2, opensAtMs });
  expect(await line.room.claim(window.id, 1, person(1))).toEqual({ outcome: 'not-open', opensAtMs });
  await line.room.publishWindow({ ...window, version: 3, closed: true });
  expect(await line.room.claim(window.id, 1, person(1))).toEqual({ outcome: 'closed' });
  expect(await line.room.claim('no-such-window', 1, person(1))).toEqual({ outcome: 'unknown' });
});

test.each([Number.NaN, -1, 1.5, 2 ** 53, Number.POSITIVE_INFINITY])(
  'the number %p never reaches Redis',
  async (number) => {
    const { id } = await called(1);
    await expect(line.room.claim(id, number, person(1))).rejects.toThrow(RangeError);
    await expect(line.room.finish(id, number)).rejects.toThrow(RangeError);
    await expect(line.room.standing(id, number)).rejects.toThrow(RangeError);
  },
);

test('a number that booked takes a seat again once its booking is cancelled, and reopening twice changes nothing', async () => {
  const { id } = await called(1);
  await line.room.claim(id, 1, person(1));
  await line.room.finish(id, 1);
  expect(await line.room.claim(id, 1, person(1))).toEqual({ outcome: 'finished' });
  expect(await line.room.reopen(id, 1)).toBe(true);
  expect(await line.room.reopen(id, 1)).toBe(false);
  expect(await line.room.standing(id, 1)).toMatchObject({ state: 'called' });
  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
  expect(await line.room.reopen(id, 1_000_000)).toBe(false);
  expect(await line.redis.strlen(line.keys.finished(id))).toBe(1);
});
