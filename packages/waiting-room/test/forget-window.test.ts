import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;
/** Several buckets. */
const PEOPLE = 200;

async function aClosedLine(): Promise<string> {
  const window = await line.open({ maxActive: 5 });
  await line.joinAll(window.id, PEOPLE);
  await line.room.callNext(window.id);
  await line.room.claim(window.id, 1, person(1));
  await line.room.finish(window.id, 1);
  await line.room.publishWindow({ ...window, version: 2, closed: true });
  return window.id;
}

async function keysOf(id: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor = '0';
  do {
    const [next, some] = await line.redis.scan(cursor, 'MATCH', `${line.prefix}:{w:${id}}:*`, 'COUNT', 1_000);
    keys.push(...some);
    cursor = next;
  } while (cursor !== '0');
  return keys.toSorted();
}

test('nothing of a line is forgotten within a week of its closing', async () => {
  const id = await aClosedLine();
  const before = await keysOf(id);
  expect(before.length).toBeGreaterThan(8);
  await line.room.forget(id, 7 * DAY_MS - 1);
  expect(await keysOf(id)).toEqual(before);
});

test('after a week who stood there is forgotten, and the window still shows what became of it', async () => {
  const id = await aClosedLine();
  const status = await line.room.status(id);
  await line.room.forget(id, 7 * DAY_MS);
  await line.room.forget(id, 7 * DAY_MS);
  expect(await keysOf(id)).toEqual([line.keys.door(id), line.keys.line(id)]);
  expect(await line.room.status(id)).toMatchObject({
    state: 'closed',
    issued: status?.issued,
    serving: status?.serving,
  });
  expect(await line.room.join(id, person(1))).toEqual({ outcome: 'closed' });
  expect((await line.room.windows()).map((window) => window.id)).toContain(id);
});

test('after ninety days nothing is left', async () => {
  const id = await aClosedLine();
  await line.room.forget(id, 90 * DAY_MS);
  expect(await keysOf(id)).toEqual([]);
  expect((await line.room.windows()).map((window) => window.id)).not.toContain(id);
  await line.room.forget(id, 91 * DAY_MS);
});
