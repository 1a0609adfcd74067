import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endSessions } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { EndedSessions, SessionEnds } from '@sunbeon/waiting-room';
import { aHouse, type House } from './a-worker.ts';

const DAY_MS = 86_400_000;

let house: House;
let board: SessionEnds;
beforeAll(async () => {
  house = await aHouse();
  board = new SessionEnds(house.redis.redis, house.redis.prefix);
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const person = (letter: string) => letter.repeat(22);
/** What a gate that starts now knows. */
async function known(personKey: string, issuedAtMs: number): Promise<boolean> {
  const gate = new EndedSessions(board);
  await gate.refresh();
  return gate.isEnded({ personKey, issuedAtMs });
}
const endedLongAgo = (personKey: string, days: number) =>
  house.store.prisma.sessionEnd.create({ data: { personKey, endedAt: new Date(Date.now() - days * DAY_MS) } });

test('the gates learn what Postgres knows, also after Redis has lost it; what is too old for any session is forgotten', async () => {
  const beforeMs = Date.now() - 60_000;
  await endSessions(house.store, person('a'));
  await endedLongAgo(person('b'), 10);
  await endedLongAgo(person('c'), 15);
  await house.startWorker();
  await eventually(async () => expect((await board.read(0, 10)).mark).not.toBeNull());
  expect(await known(person('a'), beforeMs)).toBe(true);
  expect(await known(person('b'), beforeMs - 11 * DAY_MS)).toBe(true);
  await eventually(async () => expect(await house.store.prisma.sessionEnd.count()).toBe(2));

  // As when `api` could write Postgres and not Redis.
  await endSessions(house.store, person('d'));
  await eventually(async () => expect(await known(person('d'), beforeMs)).toBe(true));

  await house.redis.redis.del(`${house.redis.prefix}:session-ends`);
  await eventually(async () => expect((await board.read(0, 10)).mark).not.toBeNull());
  for (const letter of ['a', 'd']) expect(await known(person(letter), beforeMs)).toBe(true);
  expect(await known(person('b'), beforeMs - 11 * DAY_MS)).toBe(true);
});

test('a second end of the same person moves the instant on, never back', async () => {
  const firstMs = await endSessions(house.store, person('e'));
  expect(await endSessions(house.store, person('e'))).toBeGreaterThanOrEqual(firstMs);
  await house.store.prisma.sessionEnd.update({
    where: { personKey: person('e') },
    data: { endedAt: new Date(firstMs + DAY_MS) },
  });
  expect(await endSessions(house.store, person('e'))).toBe(firstMs + DAY_MS);
});
