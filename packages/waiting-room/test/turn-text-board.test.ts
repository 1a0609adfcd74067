import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TurnTextBoard } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
let board: TurnTextBoard;
beforeAll(async () => {
  line = await testLine();
  board = new TurnTextBoard(line.redis, line.prefix);
});
afterAll(() => line[Symbol.asyncDispose]());

const recipient = (n: number) => ({ personKey: person(n), sealedContact: `sealed ${n}`, language: 'ko' as const });

test('whoever asked is found once their number is reached, the lowest first', async () => {
  const { id } = await line.open();
  for (const n of [10, 2, 9]) expect(await board.ask(id, n, recipient(n))).toBe(true);
  expect(await board.upTo(id, 1, 10)).toEqual([]);
  expect(await board.upTo(id, 9, 10)).toEqual([
    { number: 2, ...recipient(2) },
    { number: 9, ...recipient(9) },
  ]);
  expect(await board.upTo(id, 100, 1)).toEqual([{ number: 2, ...recipient(2) }]);
});

test('a wish is noted once, the last one counts, and it can be taken back', async () => {
  const { id } = await line.open();
  await board.ask(id, 1, recipient(1));
  await board.ask(id, 1, { ...recipient(1), language: 'en' });
  expect(await board.upTo(id, 1, 10)).toEqual([{ number: 1, ...recipient(1), language: 'en' }]);
  expect(await board.isAsked(id, 1)).toBe(true);
  await board.forget(id, [1]);
  await board.forget(id, []);
  expect(await board.isAsked(id, 1)).toBe(false);
  expect(await board.upTo(id, 1, 10)).toEqual([]);
});

test('a wish nobody can read keeps no other from being found', async () => {
  const { id } = await line.open();
  for (const n of [1, 2]) await board.ask(id, n, recipient(n));
  await line.redis.hset(`${line.prefix}:{w:${id}}:turn-texts`, '1', '{"personKey":1}');
  expect(await board.upTo(id, 9, 1)).toEqual([]);
  expect(await board.upTo(id, 9, 1)).toEqual([{ number: 2, ...recipient(2) }]);
  expect(await board.isAsked(id, 1)).toBe(false);
});

test('no more may ask than there is room for; who asked before may ask again', async () => {
  const { id } = await line.open();
  const small = new TurnTextBoard(line.redis, line.prefix, 2);
  const asked = await Promise.all([1, 2, 3, 4].map(async (n) => small.ask(id, n, recipient(n))));
  expect(asked.filter(Boolean)).toHaveLength(2);
  expect(await small.ask(id, asked.indexOf(true) + 1, recipient(9))).toBe(true);
});
