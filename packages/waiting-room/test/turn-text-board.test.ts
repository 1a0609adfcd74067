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
const EVER = { fromMs: 0, toMs: Date.now() + 3_600_000, limit: 100 };

test('whoever asked, was called and has not come is to be told; nobody else is', async () => {
  const { id } = await line.open({ maxActive: 3 });
  await line.joinAll(id, 5);
  for (const n of [1, 2, 4]) expect(await board.ask(id, n, recipient(n))).toBe(true);
  expect(await board.due(id, EVER)).toEqual({ texts: [], lookedToMs: null });
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  const { texts, lookedToMs } = await board.due(id, EVER);
  expect(texts).toEqual([{ ...recipient(2), number: 2, calledAtMs: lookedToMs }]);
  expect(await board.due(id, { ...EVER, toMs: (lookedToMs ?? 0) - 1 })).toEqual({ texts: [], lookedToMs: null });
});

test('a wish is noted once, and can be taken back', async () => {
  const { id } = await line.open({ maxActive: 1 });
  await line.joinAll(id, 1);
  await board.ask(id, 1, recipient(1));
  await board.ask(id, 1, { ...recipient(1), language: 'en' });
  await line.room.callNext(id);
  expect((await board.due(id, EVER)).texts).toMatchObject([{ number: 1, language: 'en' }]);
  expect(await board.isAsked(id, 1)).toBe(true);
  await board.cancel(id, [1]);
  await board.cancel(id, []);
  expect(await board.isAsked(id, 1)).toBe(false);
  expect((await board.due(id, EVER)).texts).toEqual([]);
});

test('no more may ask than there is room for; who asked before may ask again', async () => {
  const { id } = await line.open();
  const small = new TurnTextBoard(line.redis, line.prefix, 2);
  const asked = await Promise.all([1, 2, 3, 4].map(async (n) => small.ask(id, n, recipient(n))));
  expect(asked.filter(Boolean)).toHaveLength(2);
  expect(await small.ask(id, asked.indexOf(true) + 1, recipient(9))).toBe(true);
});
