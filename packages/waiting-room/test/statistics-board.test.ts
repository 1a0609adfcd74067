import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { STATISTICS_MINUTES, STATISTICS_PROMISES } from '@sunbeon/core';
import { StatisticsBoard, UnreadableRecord } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let board: StatisticsBoard;
beforeAll(async () => {
  line = await testLine();
  board = new StatisticsBoard(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

const MINUTE_MS = 60_000;
const sampleAt = (atMs: number, called = 0) => ({ atMs, waiting: 0, called, booked: 0 });

test('the first note of a minute counts, whoever makes it', async () => {
  await board.note('w-1', sampleAt(10 * MINUTE_MS, 1));
  await board.note('w-1', sampleAt(11 * MINUTE_MS - 1, 2));
  await board.note('w-1', sampleAt(11 * MINUTE_MS, 3));
  const { samples } = await board.read('w-1');
  expect(samples.map(({ called }) => called)).toEqual([1, 3]);
});

test('an hour is kept and no more', async () => {
  for (let minute = 0; minute < 2 * STATISTICS_MINUTES; minute += 1)
    await board.note('w-2', sampleAt(minute * MINUTE_MS));
  const { samples } = await board.read('w-2');
  expect(samples.map(({ atMs }) => atMs / MINUTE_MS)).toEqual(
    Array.from({ length: STATISTICS_MINUTES }, (_, n) => STATISTICS_MINUTES + n),
  );
});

test('the newest promises are kept, so many and no more', async () => {
  await board.notePromises('w-3', []);
  await board.notePromises('w-3', [{ error: 9, withinRange: false }]);
  const newer = Array.from({ length: STATISTICS_PROMISES }, () => ({ error: 0.1, withinRange: true }));
  await board.notePromises('w-3', newer);
  expect(await board.read('w-3')).toEqual({ samples: [], promises: newer });
});

test('booked counts people: once however often it is said, and not any more once they cancelled', async () => {
  const { id } = await line.open();
  await line.joinAll(id, 3);
  await line.room.callNext(id);
  for (const number of [1, 2, 3]) await line.room.claim(id, number, person(number));
  await line.room.finishMany(id, [1, 2]);
  await line.room.finishMany(id, [2]);
  expect(await board.booked(id)).toBe(2);
  await line.room.reopen(id, 1);
  expect(await board.booked(id)).toBe(1);
  expect(await board.booked('w-nowhere')).toBe(0);
});

test('what somebody else wrote there is named, not shown', async () => {
  await line.redis.hset(line.keys.minutes('w-4'), '1', '{"atMs":-1}');
  await expect(board.read('w-4')).rejects.toThrow(UnreadableRecord);
});
