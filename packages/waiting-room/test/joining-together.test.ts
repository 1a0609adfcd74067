import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { numberOf, person, type TestLine, testLine } from './fixture.ts';

/** More than travel in one call. */
const MANY = 100;

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

const together = (windowId: string, people: readonly number[]) =>
  Promise.all(people.map((n) => line.room.join(windowId, person(n))));

test('whoever comes within one turn gets a number in the order of asking, whatever it takes to carry them', async () => {
  const { id } = await line.open();
  const people = Array.from({ length: MANY }, (_, n) => n);
  const joined = await together(id, people);
  expect(joined.map(numberOf)).toEqual(people.map((n) => n + 1));
  expect(await together(id, people.toReversed())).toMatchObject(
    people.toReversed().map((n) => ({ outcome: 'placed', number: n + 1, first: false })),
  );
});

test('somebody who asks twice within one turn has one place', async () => {
  const { id } = await line.open();
  expect(await together(id, [1, 2, 1, 3, 1])).toMatchObject([
    { number: 1, first: true },
    { number: 2, first: true },
    { number: 1, first: false },
    { number: 3, first: true },
    { number: 1, first: false },
  ]);
});

test('a ceiling within a group divides it where it stands, and nobody above it is placed', async () => {
  const { id } = await line.open({ ceiling: 2 });
  const full = { outcome: 'ceiling' };
  expect(await together(id, [1, 2, 3, 1, 4])).toMatchObject([{ number: 1 }, { number: 2 }, full, { number: 1 }, full]);
  await line.room.raiseCeiling(id, 9);
  expect((await together(id, [4, 3])).map(numberOf)).toEqual([3, 4]);
});

test('windows asked for within one turn do not mix', async () => {
  const [one, other, closed] = [await line.open(), await line.open(), await line.open({ closed: true })];
  const asked = [one, other, closed, one, other].map(({ id }, n) => line.room.join(id, person(n)));
  expect(await Promise.all(asked)).toMatchObject([
    { number: 1 },
    { number: 1 },
    { outcome: 'closed' },
    { number: 2 },
    { number: 2 },
  ]);
});

test('before the opening the whole group is told when it is; in a lobby each is noted once', async () => {
  const opensAtMs = Date.now() + 60_000;
  const early = await line.open({ opensAtMs });
  const refusal = { outcome: 'not-open', opensAtMs };
  expect(await together(early.id, [1, 2])).toEqual([refusal, refusal]);
  const drawn = await line.open({ policy: 'draw', opensAtMs, lobbyOpensAtMs: 1, commitment: '0'.repeat(64) });
  expect(await together(drawn.id, [1, 2, 1])).toEqual([
    { outcome: 'lobby', first: true, epoch: 1 },
    { outcome: 'lobby', first: true, epoch: 1 },
    { outcome: 'lobby', first: false, epoch: 1 },
  ]);
});

test('one who cannot be looked for fails alone', async () => {
  const { id } = await line.open();
  await together(
    id,
    Array.from({ length: 200 }, (_, n) => n),
  );
  // A stranger wrote over some bucket: whoever belongs there cannot be found, and everybody else can.
  const buckets = Number(await line.redis.hget(line.keys.line(id), 'buckets'));
  expect(buckets).toBeGreaterThan(2);
  await line.redis.set(`${line.keys.places(id)}1`, 'no hash');
  const people = Array.from({ length: 40 }, (_, n) => n);
  const settled = await Promise.allSettled(people.map((n) => line.room.join(id, person(n))));
  const failed = settled.filter((joined) => joined.status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  for (const { reason } of failed) expect(reason).toMatchObject({ message: expect.stringContaining('WRONGTYPE') });
  const placed = settled.flatMap((joined, n) => (joined.status === 'fulfilled' ? [[n, joined.value] as const] : []));
  expect(placed.length).toBe(people.length - failed.length);
  expect(placed.map(([, place]) => place)).toMatchObject(placed.map(([n]) => ({ number: n + 1, first: false })));
  expect(placed.length).toBeGreaterThan(0);
});

test('those who ask together where they stand are each told their own place, and only those who have one', async () => {
  const { id } = await line.open({ maxActive: 3 });
  await together(id, [1, 2, 3, 4, 5]);
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  await line.room.claim(id, 2, person(2));
  await line.room.finish(id, 2);
  const numbers = [5, 3, 1, 2, 6, 2 ** 32, 4, 2 ** 53 - 1];
  const standings = await Promise.all(numbers.map((number) => line.room.standing(id, number)));
  const atTheFront = { state: 'called', ahead: 0, expiresAtMs: null };
  expect(standings).toMatchObject([
    { state: 'waiting', ahead: 1, expiresAtMs: null },
    atTheFront,
    { state: 'admitted', ahead: 0, expiresAtMs: expect.any(Number) },
    { state: 'finished', ahead: 0, expiresAtMs: null },
    null,
    null,
    { state: 'waiting', ahead: 0, expiresAtMs: null },
    null,
  ]);
});
