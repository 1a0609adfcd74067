import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aWindow } from '@sunbeon/test-kit';
import { numberOf, person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

test('numbers start at 1 and rise by one', async () => {
  const { id } = await line.open();
  expect(await line.room.join(id, person(1))).toEqual({
    outcome: 'placed',
    number: 1,
    first: true,
    epoch: 1,
    serving: 0,
    skips: [],
    rate: null,
  });
  expect(numberOf(await line.room.join(id, person(2)))).toBe(2);
});

test('the same person keeps the number, and it is not the first time again', async () => {
  const { id } = await line.open();
  await line.joinAll(id, 3);
  expect(await line.room.join(id, person(2))).toMatchObject({ outcome: 'placed', number: 2, first: false });
  expect(numberOf(await line.room.join(id, person(4)))).toBe(4);
});

test('windows do not share numbers', async () => {
  const [one, other] = [await line.open(), await line.open()];
  await line.joinAll(one.id, 3);
  expect(numberOf(await line.room.join(other.id, person(1)))).toBe(1);
});

test('a thousand people at once, each asking twice over several connections: numbers without gaps, one each', async () => {
  const { id } = await line.open();
  const rooms = Array.from({ length: 8 }, () => line.anotherRoom());
  const attempts = Array.from({ length: 2_000 }, (_, n) => n);
  const numbers = await Promise.all(
    attempts.map(async (n) => {
      const room = rooms[(n * 7) % rooms.length] ?? line.room;
      return numberOf(await room.join(id, person(n % 1_000)));
    }),
  );
  expect(numbers.slice(1_000)).toEqual(numbers.slice(0, 1_000));
  expect(numbers.slice(0, 1_000).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 1));
});

test('the door opens at the very millisecond, by the clock of Redis', async () => {
  const opensAtMs = (await line.room.serverTimeMs()) + 150;
  const { id } = await line.open({ opensAtMs });
  const attempts: { before: number; outcome: unknown; after: number }[] = [];
  do {
    const reply = await line.redis
      .multi()
      .time()
      .lineJoin(line.keys.door(id), line.keys.line(id), line.keys.places(id), person(attempts.length))
      .time()
      .exec();
    const [before, joined, after] = (reply ?? []).map(([, value]) => value);
    const outcome: unknown = Array.isArray(joined) ? joined[0] : joined;
    attempts.push({ before: millisecond(before), outcome, after: millisecond(after) });
  } while (attempts.at(-1)?.outcome !== 'each');
  // 'each': people are answered one by one, and not all of them that it is too early.
  const early = attempts.filter((attempt) => attempt.after < opensAtMs);
  const inTime = attempts.filter((attempt) => attempt.before >= opensAtMs);
  expect(early.length).toBeGreaterThan(5);
  expect(new Set(early.map((attempt) => attempt.outcome))).toEqual(new Set(['not-open']));
  expect(inTime.map((attempt) => attempt.outcome)).not.toContain('not-open');
  expect(attempts.at(-1)?.after).toBeGreaterThanOrEqual(opensAtMs);
});

function millisecond(time: unknown): number {
  const [seconds, microseconds] = Array.isArray(time) ? time.map(Number) : [];
  return (seconds ?? Number.NaN) * 1_000 + Math.floor((microseconds ?? Number.NaN) / 1_000);
}

test('nobody is placed above the ceiling, and raising it goes on without a gap', async () => {
  const { id } = await line.open({ ceiling: 2 });
  await line.joinAll(id, 2);
  expect(await line.room.join(id, person(3))).toEqual({ outcome: 'ceiling' });
  expect(numberOf(await line.room.join(id, person(1)))).toBe(1);
  await line.room.raiseCeiling(id, 3);
  expect(numberOf(await line.room.join(id, person(4)))).toBe(3);
  expect(await line.room.join(id, person(3))).toEqual({ outcome: 'ceiling' });
});

test('the ceiling is never lowered', async () => {
  const window = await line.open({ ceiling: 10 });
  await line.room.raiseCeiling(window.id, 4);
  await line.room.publishWindow({ ...window, version: 2, ceiling: 5 });
  expect((await line.room.window(window.id))?.ceiling).toBe(10);
});

describe('refusals', () => {
  test('a window nobody published', async () => {
    expect(await line.room.join('no-such-window', person(1))).toEqual({ outcome: 'unknown' });
  });

  test('before the opening, with the instant of it', async () => {
    const { id, opensAtMs } = await line.open({ opensAtMs: Date.now() + 60_000 });
    expect(await line.room.join(id, person(1))).toEqual({ outcome: 'not-open', opensAtMs });
  });

  test('after the closing instant, and after staff closed it', async () => {
    const over = await line.open({ closesAtMs: Date.now() - 1 });
    const closed = await line.open({ closed: true });
    expect(await line.room.join(over.id, person(1))).toEqual({ outcome: 'closed' });
    expect(await line.room.join(closed.id, person(1))).toEqual({ outcome: 'closed' });
  });
});

test('people may join while the window is paused or exhausted', async () => {
  const paused = await line.open({ paused: true });
  const exhausted = await line.open({ exhausted: true, remaining: 0 });
  expect(numberOf(await line.room.join(paused.id, person(1)))).toBe(1);
  expect(numberOf(await line.room.join(exhausted.id, person(1)))).toBe(1);
});

test('a window moved to a later opening keeps places and lets nobody in meanwhile', async () => {
  const window = await line.open();
  await line.joinAll(window.id, 2);
  const opensAtMs = Date.now() + 3_600_000;
  await line.room.publishWindow({ ...window, version: 2, opensAtMs, closesAtMs: opensAtMs + 1 });
  expect(await line.room.join(window.id, person(1))).toEqual({ outcome: 'not-open', opensAtMs });
  expect(await line.room.join(window.id, person(3))).toEqual({ outcome: 'not-open', opensAtMs });
  await line.room.publishWindow({ ...window, version: 3 });
  expect(numberOf(await line.room.join(window.id, person(2)))).toBe(2);
});

test('a window with an unusable value is not published', async () => {
  const window = aWindow({ maxActive: Number.NaN });
  await expect(line.room.publishWindow(window)).rejects.toThrow('maxActive');
  expect(await line.room.window(window.id)).toBeNull();
});
