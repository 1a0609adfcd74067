import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { LineGuard, type PublishedWindow } from '../src/index.ts';
import { numberOf, person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let guard: LineGuard;
beforeAll(async () => {
  line = await testLine();
  guard = new LineGuard(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

const NOTHING = { issued: 0, serving: 0, skips: [] };

async function runOf(windowId: string): Promise<string> {
  return (await guard.inspect(windowId))?.redisRun ?? '';
}

/** A guarded window whose line was started: it may give 1,000 numbers. */
async function started(overrides: Partial<PublishedWindow> = {}): Promise<PublishedWindow> {
  const window = await line.open({ guarded: true, ceiling: 0, ...overrides });
  expect(await guard.rebuild(window.id, { ...NOTHING, epoch: 1, run: await runOf(window.id), ceiling: 0 })).toBe(true);
  await guard.raiseCeiling(window.id, 1, 1_000);
  return window;
}

/** What FLUSHALL does to one window. */
async function forget(windowId: string): Promise<void> {
  const { keys } = line;
  const names = [keys.door(windowId), keys.line(windowId), keys.seats(windowId), keys.called(windowId)];
  names.push(keys.finished(windowId));
  await line.redis.del(...names, `${keys.places(windowId)}0`);
}

/** Lost altogether and started anew, with what was known at the last checkpoint. */
async function rebuilt(window: PublishedWindow, known: { issued: number; serving: number }): Promise<void> {
  await forget(window.id);
  await line.room.publishWindow({ ...window, ceiling: 1_000, epoch: 2 });
  const anew = { ...known, skips: [], epoch: 2, run: await runOf(window.id), ceiling: 1_000 };
  expect(await guard.rebuild(window.id, anew)).toBe(true);
  await guard.raiseCeiling(window.id, 2, 2_000);
}

const comeBack = (windowId: string, number: number, epoch = 1) =>
  line.room.reseat(windowId, { number, epoch, personKey: person(number) });

test('a guarded line gives no number before its guard has started it', async () => {
  const window = await line.open({ guarded: true });
  expect(await line.room.join(window.id, person(1))).toEqual({ outcome: 'rebuilding' });
  expect(await line.room.claim(window.id, 1, person(1))).toEqual({ outcome: 'rebuilding' });
  expect(await line.room.callNext(window.id)).toEqual({ called: 0, serving: 0, active: 0 });
  expect(await line.room.standing(window.id, 1)).toBeNull();
  expect(await line.room.status(window.id)).toMatchObject({ rebuilding: true });
  expect(await comeBack(window.id, 1)).toEqual({ outcome: 'rebuilding' });
});

test('lost again before anything was noted of it: the gap of the first loss is still one', async () => {
  const window = await started();
  await line.joinAll(window.id, 3);
  const run = await runOf(window.id);
  const noted = { issued: 3, serving: 3, skips: [] };
  const anew = (epoch: number) => guard.rebuild(window.id, { ...noted, epoch, run, ceiling: (epoch - 1) * 1_000 });
  expect(await anew(2)).toBe(true);
  await guard.raiseCeiling(window.id, 2, 2_000);
  expect(await line.room.join(window.id, person(4))).toMatchObject({ outcome: 'placed', number: 1_001 });
  expect(await anew(3)).toBe(true);
  const gaps = [
    [3, 1_000],
    [1_001, 2_000],
  ];
  expect((await guard.inspect(window.id))?.line).toMatchObject({ issued: 2_000, skips: gaps });
  // And where nobody came between the two losses it is one gap.
  expect(await anew(4)).toBe(true);
  const grown = [
    [3, 1_000],
    [1_001, 3_000],
  ];
  expect((await guard.inspect(window.id))?.line).toMatchObject({ issued: 3_000, skips: grown });
});

test('before the opening, who comes to a line that is not started learns when it opens', async () => {
  const opensAtMs = Date.now() + 60_000;
  const { id } = await line.open({ guarded: true, opensAtMs });
  expect(await line.room.join(id, person(1))).toEqual({ outcome: 'not-open', opensAtMs });
});

test('a line of another run of Redis, or behind the epoch in force, gives no new number; what people hold stays', async () => {
  const window = await started();
  await line.joinAll(window.id, 3);
  const run = await runOf(window.id);
  await line.redis.hset(line.keys.line(window.id), 'run', 'f'.repeat(40));
  expect(await line.room.join(window.id, person(4))).toEqual({ outcome: 'rebuilding' });
  expect(await line.room.claim(window.id, 9, person(9))).toEqual({ outcome: 'rebuilding' });
  expect(numberOf(await line.room.join(window.id, person(3)))).toBe(3);

  await line.redis.hset(line.keys.line(window.id), 'run', run);
  expect(numberOf(await line.room.join(window.id, person(4)))).toBe(4);
  await line.room.publishWindow({ ...window, epoch: 2, ceiling: 9_000 });
  expect(await line.room.join(window.id, person(5))).toEqual({ outcome: 'rebuilding' });
});

test('only the run it is meant for takes an epoch, and each epoch once', async () => {
  const { id } = await started();
  const run = await runOf(id);
  const anew = { ...NOTHING, epoch: 2, run, ceiling: 1_000 };
  expect(await guard.rebuild(id, { ...anew, run: 'f'.repeat(40) })).toBe(false);
  const attempts = await Promise.all(Array.from({ length: 5 }, () => guard.rebuild(id, anew)));
  expect(attempts.filter(Boolean)).toHaveLength(1);
  expect(await guard.rebuild(id, { ...anew, epoch: 1 })).toBe(false);
  expect(await guard.rebuild('no-such-window', anew)).toBe(false);
});

test('a ceiling leased for an earlier epoch raises nothing', async () => {
  const window = await started();
  await rebuilt(window, { issued: 0, serving: 0 });
  await guard.raiseCeiling(window.id, 1, 50_000);
  expect((await guard.inspect(window.id))?.ceiling).toBe(2_000);
});

test('new people are numbered above every number that may have been given; who comes back has the old number', async () => {
  const window = await started();
  await line.joinAll(window.id, 5);
  await rebuilt(window, { issued: 5, serving: 2 });
  expect(numberOf(await line.room.join(window.id, person(100)))).toBe(1_001);
  expect(await comeBack(window.id, 4)).toEqual({ outcome: 'placed', number: 4 });
  expect(await comeBack(window.id, 4)).toEqual({ outcome: 'placed', number: 4 });
  expect(await line.room.join(window.id, person(4))).toMatchObject({ number: 4, first: false, epoch: 2, serving: 2 });
});

test('numbers nobody holds are ahead of nobody', async () => {
  const window = await started();
  await line.joinAll(window.id, 5);
  await rebuilt(window, { issued: 5, serving: 2 });
  await line.room.join(window.id, person(100));
  expect(await line.room.status(window.id)).toMatchObject({ issued: 1_001, serving: 2, skips: [[5, 1_000]] });
  expect(await line.room.standing(window.id, 1_001)).toMatchObject({ ahead: 3, state: 'waiting' });
  expect(await line.room.claim(window.id, 1_001, person(100))).toEqual({ outcome: 'not-called', ahead: 3 });
  await line.room.reseat(window.id, { number: 8, epoch: 1, personKey: person(8) });
  expect(await line.room.status(window.id)).toMatchObject({ skips: [[8, 1_000]] });
  expect(await line.room.standing(window.id, 1_001)).toMatchObject({ ahead: 6 });
});

test('calling goes on where it was, through the old numbers in order, and reaches the new ones when they are settled', async () => {
  const window = await started({ maxActive: 2 });
  await line.joinAll(window.id, 5);
  await rebuilt(window, { issued: 4, serving: 2 });
  await line.room.join(window.id, person(100));
  await comeBack(window.id, 5);
  const called = async () => (await line.room.callNext(window.id, { claimGraceMs: 0 })).serving;
  await eventually(async () => expect(await called()).toBe(5));
  expect(await called()).toBe(5);
  await line.redis.hset(line.keys.line(window.id), 'settledAtMs', 0);
  await eventually(async () => expect(await called()).toBe(1_001));
  expect(await line.room.status(window.id)).toMatchObject({ skips: [] });
});

test('someone who joined anew and then shows the ticket has the old number, unless the new one holds a seat', async () => {
  const window = await started();
  await line.joinAll(window.id, 3);
  await rebuilt(window, { issued: 3, serving: 0 });
  expect(numberOf(await line.room.join(window.id, person(2)))).toBe(1_001);
  expect(await comeBack(window.id, 2)).toEqual({ outcome: 'placed', number: 2 });
  expect(await line.room.claim(window.id, 1_001, person(2))).toEqual({ outcome: 'not-placed' });

  expect(numberOf(await line.room.join(window.id, person(3)))).toBe(1_002);
  await line.redis.hset(line.keys.line(window.id), 'serving', 1_002);
  expect(await line.room.claim(window.id, 1_002, person(3))).toMatchObject({ outcome: 'admitted' });
  expect(await comeBack(window.id, 3)).toEqual({ outcome: 'placed', number: 1_002 });
});

test('a ticket of the epoch in force seats nobody', async () => {
  const window = await started();
  await line.joinAll(window.id, 1);
  expect(await comeBack(window.id, 7)).toEqual({ outcome: 'none' });
  expect(await line.room.reseat(window.id, { number: 7, epoch: 1, personKey: person(1) })).toEqual({
    outcome: 'placed',
    number: 1,
  });
  await rebuilt(window, { issued: 1, serving: 0 });
  expect(await comeBack(window.id, 7, 3)).toEqual({ outcome: 'rebuilding' });
  expect(await comeBack(window.id, 7, 2)).toEqual({ outcome: 'none' });
});

test('lost again and again: each loss has its own gap, two without a newcomer between them share one', async () => {
  const window = await started();
  const run = await runOf(window.id);
  await rebuilt(window, { issued: 3, serving: 0 });
  const next = { serving: 0, run };
  await guard.rebuild(window.id, { ...next, epoch: 3, ceiling: 2_000, issued: 1_000, skips: [[3, 1_000]] });
  expect(await line.room.status(window.id)).toMatchObject({ issued: 2_000, skips: [[3, 2_000]] });
  await guard.rebuild(window.id, { ...next, epoch: 4, ceiling: 3_000, issued: 2_000, skips: [[3, 1_000]] });
  expect(await line.room.status(window.id)).toMatchObject({
    issued: 3_000,
    skips: [
      [3, 1_000],
      [2_000, 3_000],
    ],
  });
});

test('what Redis still has of a line is kept, and never counts for less than what Postgres knew', async () => {
  const window = await started();
  await line.joinAll(window.id, 6);
  await line.room.callNext(window.id);
  const anew = { issued: 4, serving: 1, skips: [], epoch: 2, run: await runOf(window.id), ceiling: 1_000 };
  await guard.rebuild(window.id, anew);
  expect(await line.room.status(window.id)).toMatchObject({ issued: 1_000, serving: 6, skips: [[6, 1_000]] });
  expect(numberOf(await line.room.join(window.id, person(6)))).toBe(6);
});

test('numbers that have booked are marked again', async () => {
  const window = await started();
  await line.joinAll(window.id, 3);
  await rebuilt(window, { issued: 3, serving: 3 });
  expect(await guard.restoreFinished(window.id, [2, 3])).toBe(2);
  expect(await guard.restoreFinished(window.id, [2])).toBe(0);
  await comeBack(window.id, 2);
  expect(await line.room.claim(window.id, 2, person(2))).toEqual({ outcome: 'finished' });
});
