import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DraftBoard, type StoredDraft } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

const HOUR_MS = 3_600_000;
let line: TestLine;
let board: DraftBoard;
beforeAll(async () => {
  line = await testLine();
  board = new DraftBoard(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

const chosen = (slot: string): StoredDraft => ({
  savedAtMs: 1,
  draft: { district: '11010', choices: [{ slot, site: 's-1' }], request: null },
});

test('a draft is kept for an hour per person and window, the last one said wins, and it can be forgotten', async () => {
  expect(await board.read('w-1', person(1))).toBeNull();
  expect(await board.keep('w-1', person(1), chosen('1'))).toBe(true);
  expect(await board.keep('w-1', person(1), chosen('2'))).toBe(true);
  expect(await board.read('w-1', person(1))).toEqual(chosen('2'));
  expect(await board.read('w-2', person(1))).toBeNull();
  expect(await board.read('w-1', person(2))).toBeNull();
  const livesMs = await line.redis.pttl(line.keys.draft('w-1', person(1)));
  expect(livesMs).toBeGreaterThan(HOUR_MS - 60_000);
  expect(livesMs).toBeLessThanOrEqual(HOUR_MS);
  await board.forget('w-1', person(1));
  expect(await board.read('w-1', person(1))).toBeNull();
});

test('new drafts have a limit, those that are there may change all the same, and the count ends by itself', async () => {
  const small = new DraftBoard(line.redis, line.prefix, 2);
  const key = person(3);
  await line.redis.del(line.keys.newDrafts(key));
  const kept = [];
  for (const window of ['w-a', 'w-b', 'w-c']) kept.push(await small.keep(window, key, chosen('1')));
  expect(kept).toEqual([true, true, false]);
  expect(await small.keep('w-a', key, chosen('2'))).toBe(true);
  expect(await small.read('w-a', key)).toEqual(chosen('2'));
  expect(await line.redis.pttl(line.keys.newDrafts(key))).toBeGreaterThan(0);
});

test('what another release wrote is as good as nothing', async () => {
  await line.redis.set(line.keys.draft('w-1', person(4)), '{"savedAtMs":1,"draft":{"steps":7}}');
  expect(await board.read('w-1', person(4))).toBeNull();
});
