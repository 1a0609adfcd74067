import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { EndedSessions, type SessionEnd, SessionEnds } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';

const NOW_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;

let line: TestLine;
let board: SessionEnds;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());
beforeEach(async () => {
  await line.redis.del(line.keys.sessionEnds());
  board = new SessionEnds(line.redis, line.prefix);
});

/** Everything as a worker writes it. */
async function* inBatches(...batches: SessionEnd[][]): AsyncGenerator<SessionEnd[]> {
  yield* batches;
}
const end = (index: number, endedAtMs: number): SessionEnd => ({ personKey: person(index), endedAtMs });
const session = (index: number, issuedAtMs: number) => ({ personKey: person(index), issuedAtMs });

test('an end reaches the memory of every gate; a session that began later is good', async () => {
  const gates = [new EndedSessions(board), new EndedSessions(board)];
  await Promise.all(gates.map((gate) => gate.refresh()));
  await board.note([end(1, NOW_MS)]);
  for (const gate of gates) {
    expect(gate.isEnded(session(1, NOW_MS - 1))).toBe(false);
    await gate.refresh();
    expect([NOW_MS - 1, NOW_MS, NOW_MS + 1].map((issuedAtMs) => gate.isEnded(session(1, issuedAtMs)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(gate.isEnded(session(2, NOW_MS - 1))).toBe(false);
  }
});

test('of two ends the later one counts, whichever is heard of last', async () => {
  const gate = new EndedSessions(board);
  await board.note([end(1, NOW_MS + 5)]);
  await board.note([end(1, NOW_MS)]);
  await gate.refresh();
  gate.note(end(1, NOW_MS + 2));
  expect(gate.isEnded(session(1, NOW_MS + 4))).toBe(true);
});

test('while the list is lost nothing is forgotten, and once it is written anew everything is read anew', async () => {
  const [old, fresh] = [new EndedSessions(board), new EndedSessions(board)];
  await board.noteAll(inBatches([end(1, NOW_MS)]), 0, 'first');
  await old.refresh();
  await line.redis.del(line.keys.sessionEnds());
  await board.note([end(9, NOW_MS)]);
  await Promise.all([old.refresh(), fresh.refresh()]);
  expect(old.isEnded(session(1, NOW_MS - 1))).toBe(true);
  expect(fresh.isEnded(session(1, NOW_MS - 1))).toBe(false);

  // Far older than what anybody looks back for.
  await board.noteAll(inBatches([end(1, NOW_MS)], [end(2, NOW_MS - 5 * DAY_MS)]), 0, 'second');
  await Promise.all([old.refresh(), fresh.refresh()]);
  for (const gate of [old, fresh]) {
    expect(gate.isEnded(session(1, NOW_MS - 1))).toBe(true);
    expect(gate.isEnded(session(2, NOW_MS - 6 * DAY_MS))).toBe(true);
    expect(gate.isEnded(session(9, NOW_MS - 1))).toBe(true);
  }
});

test('a list that is lost while it is written is not taken for whole', async () => {
  async function* losingIt(): AsyncGenerator<SessionEnd[]> {
    yield [end(1, NOW_MS)];
    await line.redis.del(line.keys.sessionEnds());
    yield [end(2, NOW_MS)];
  }
  expect(await board.noteAll(losingIt(), 0, 'worker')).toBe(false);
  expect((await board.read(0, 10)).mark).toBeNull();
  expect(await board.noteAll(inBatches([end(1, NOW_MS)]), 0, 'worker')).toBe(true);
  expect((await board.read(0, 10)).mark).not.toBeNull();
});

test('more than fit into one answer are all learnt, and what is too old to matter goes', async () => {
  const many = Array.from({ length: 4_500 }, (_, index) => end(index, NOW_MS + Math.floor(index / 3)));
  await board.noteAll(inBatches(many.slice(0, 4_000), many.slice(4_000)), 0, 'worker');
  const gate = new EndedSessions(board);
  await gate.refresh();
  expect(many.filter(({ personKey, endedAtMs }) => !gate.isEnded({ personKey, issuedAtMs: endedAtMs }))).toEqual([]);

  await board.noteAll(inBatches(), NOW_MS + 1_000, 'another');
  await gate.refresh();
  expect(gate.isEnded(session(0, 0))).toBe(false);
  expect(gate.isEnded(session(4_499, 0))).toBe(true);
});

test('memory is bounded: who ended longest ago is forgotten first', async () => {
  const gate = new EndedSessions(board, 2);
  await board.note([end(1, NOW_MS), end(2, NOW_MS + 1), end(3, NOW_MS + 2)]);
  await gate.refresh();
  expect([1, 2, 3].map((index) => gate.isEnded(session(index, 0)))).toEqual([false, true, true]);
});
