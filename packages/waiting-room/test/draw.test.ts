import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LobbyDraw, type LobbyDrawn, type PublishedWindow } from '../src/index.ts';
import { numberOf, person, type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const SEED = 'ab'.repeat(32);
const DIGEST = 'cd'.repeat(32);

/** A draw whose lobby is open for another hour. */
async function aLobby(overrides: Partial<PublishedWindow> = {}): Promise<PublishedWindow> {
  const nowMs = Date.now();
  const times = { lobbyOpensAtMs: nowMs - HOUR_MS, opensAtMs: nowMs + HOUR_MS, closesAtMs: nowMs + 2 * HOUR_MS };
  return line.open({ policy: 'draw', commitment: '00'.repeat(32), ...times, ...overrides });
}

/** Moves the opening into the past: it opens now. */
async function letOpen(window: PublishedWindow): Promise<PublishedWindow> {
  const opened = { ...window, version: window.version + 1, opensAtMs: Date.now() - 1 };
  await line.room.publishWindow(opened);
  return opened;
}

const drawOf = ({ id }: PublishedWindow, holder = 'one') => new LobbyDraw(line.redis, line.prefix, id, holder);
const outcomeOf = (people: number): LobbyDrawn => ({ drawn: people, seed: SEED, entriesDigest: DIGEST });

async function drawn(window: PublishedWindow, order: readonly string[], holder = 'one'): Promise<void> {
  const draw = drawOf(window, holder);
  expect(await draw.begin()).toBe('begun');
  expect(await draw.seat(order)).toBe(true);
  expect(await draw.finish(outcomeOf(order.length))).toBe(true);
}

test('the lobby notes who is there, gives no number, and knows them again', async () => {
  const { id } = await aLobby();
  expect(await line.room.join(id, person(1))).toEqual({ outcome: 'lobby', first: true, epoch: 1 });
  expect(await line.room.join(id, person(1))).toEqual({ outcome: 'lobby', first: false, epoch: 1 });
  expect(await line.room.placeOf(id, person(1))).toBe('lobby');
  expect(await line.room.placeOf(id, person(2))).toBeNull();
  expect(await line.room.status(id)).toMatchObject({ state: 'lobby', issued: 0, serving: 0 });
  expect(await line.room.drawOf(id)).toBeNull();
});

test('before the lobby opens nobody gets in, and nobody can draw before the opening', async () => {
  const window = await aLobby({ lobbyOpensAtMs: Date.now() + 60_000 });
  const notOpen = { outcome: 'not-open', opensAtMs: window.opensAtMs };
  expect(await line.room.join(window.id, person(1))).toEqual(notOpen);
  expect(await line.room.claim(window.id, 1, person(1))).toEqual(notOpen);
  expect(await drawOf(window).begin()).toBe('not-open');
  const lobby = await aLobby();
  await line.room.join(lobby.id, person(1));
  expect(await drawOf(lobby).begin()).toBe('not-open');
  expect(await drawOf(lobby).seat([person(1)])).toBe(false);
  expect(await drawOf(lobby).finish(outcomeOf(1))).toBe(false);
  expect(await line.room.placeOf(lobby.id, person(1))).toBe('lobby');
});

test('from the opening to the draw everybody stays in the lobby and nobody is placed; then latecomers follow behind', async () => {
  const lobby = await aLobby();
  for (const n of [1, 2, 3]) await line.room.join(lobby.id, person(n));
  const window = await letOpen(lobby);
  const draw = drawOf(window);
  expect(await draw.begin()).toBe('begun');
  expect((await draw.entrants()).toSorted()).toEqual([person(1), person(2), person(3)].toSorted());
  expect(await draw.seat([person(3), person(1)])).toBe(true);

  expect(await line.room.join(window.id, person(3))).toMatchObject({ outcome: 'lobby', first: false });
  expect(await line.room.join(window.id, person(4))).toEqual({ outcome: 'drawing' });
  expect(await line.room.placeOf(window.id, person(3))).toBe('lobby');
  expect(await line.room.claim(window.id, 1, person(3))).toMatchObject({ outcome: 'not-called' });
  expect(await line.room.callNext(window.id)).toMatchObject({ called: 0, serving: 0 });
  expect(await line.room.drawOf(window.id)).toBeNull();

  expect(await draw.seat([person(3), person(1), person(2)])).toBe(true);
  expect(await draw.finish(outcomeOf(3))).toBe(true);
  expect(await line.room.drawOf(window.id)).toEqual(outcomeOf(3));
  expect(await line.room.join(window.id, person(1))).toMatchObject({ outcome: 'placed', number: 2, first: false });
  expect(await line.room.placeOf(window.id, person(2))).toBe(3);
  expect(numberOf(await line.room.join(window.id, person(4)))).toBe(4);
  expect(await line.room.callNext(window.id)).toMatchObject({ serving: 4 });
});

test('a draw is done once: whoever comes later with other numbers changes nothing', async () => {
  const lobby = await aLobby();
  for (const n of [1, 2]) await line.room.join(lobby.id, person(n));
  const window = await letOpen(lobby);
  const [stale, fresh] = [drawOf(window, 'stale'), drawOf(window, 'fresh')];
  expect(await stale.begin()).toBe('begun');
  expect(await fresh.begin()).toBe('busy');
  await line.redis.hset(line.keys.line(window.id), 'drawHeldUntilMs', '0');
  expect(await fresh.begin()).toBe('begun');
  expect(await fresh.seat([person(2), person(1)])).toBe(true);
  expect(await stale.seat([person(1), person(2)])).toBe(false);
  expect(await stale.finish(outcomeOf(2))).toBe(false);
  expect(await fresh.finish(outcomeOf(2))).toBe(true);
  expect(await fresh.finish({ ...outcomeOf(2), seed: '00'.repeat(32) })).toBe(false);
  expect(await stale.begin()).toBe('drawn');
  expect(await stale.seat([person(1), person(2)])).toBe(false);
  expect(await line.room.placeOf(window.id, person(2))).toBe(1);
  expect(await line.room.drawOf(window.id)).toEqual(outcomeOf(2));
});

test('a window moved to a later opening before its draw keeps its lobby; after its draw, its numbers', async () => {
  const lobby = await aLobby();
  await line.room.join(lobby.id, person(1));
  const opened = await letOpen(lobby);
  expect(await drawOf(opened).begin()).toBe('begun');
  await line.room.publishWindow({ ...lobby, version: 3 });
  expect(await line.room.join(lobby.id, person(2))).toMatchObject({ outcome: 'lobby', first: true });
  const again = await letOpen({ ...lobby, version: 3 });
  await line.redis.hset(line.keys.line(lobby.id), 'drawHeldUntilMs', '0');
  await drawn(again, [person(2), person(1)], 'two');
  await line.room.publishWindow({ ...lobby, version: 5 });
  expect(await line.room.join(lobby.id, person(3))).toMatchObject({ outcome: 'not-open' });
  expect(await line.room.placeOf(lobby.id, person(1))).toBe(2);
});

test('people whom Redis forgot are seated with their numbers; who is new in the lobby gets one behind them', async () => {
  const lobby = await aLobby();
  await line.room.join(lobby.id, person(100));
  const window = await letOpen(lobby);
  const everyone = Array.from({ length: 80 }, (_, n) => person(n));
  await drawn(window, everyone);
  expect(await Promise.all(everyone.map((key) => line.room.placeOf(window.id, key)))).toEqual(
    everyone.map((_, n) => n + 1),
  );
  expect(await line.room.placeOf(window.id, person(100))).toBeNull();
  expect(await line.room.join(window.id, person(100))).toMatchObject({ outcome: 'placed', number: 81, first: true });
});

test('no number above the ceiling is put in force', async () => {
  const lobby = await aLobby({ ceiling: 1 });
  for (const n of [1, 2]) await line.room.join(lobby.id, person(n));
  const window = await letOpen(lobby);
  const draw = drawOf(window);
  await draw.begin();
  await draw.seat([person(1), person(2)]);
  expect(await draw.finish(outcomeOf(2))).toBe(false);
  await line.room.raiseCeiling(window.id, 2);
  expect(await draw.finish(outcomeOf(2))).toBe(true);
});

test('whatever the order of coming and coming again, the draw finds each person of the lobby once', async () => {
  const comings = fc.array(fc.nat(150), { minLength: 1, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(comings, async (people) => {
      const lobby = await aLobby();
      await Promise.all(people.map((n) => line.room.join(lobby.id, person(n))));
      const draw = drawOf(await letOpen(lobby));
      await draw.begin();
      const expected = [...new Set(people)].map(person).toSorted();
      expect((await draw.entrants()).toSorted()).toEqual(expected);
      await draw.seat(expected);
      await draw.finish(outcomeOf(expected.length));
      const places = await Promise.all(expected.map((key) => line.room.placeOf(lobby.id, key)));
      expect(places).toEqual(expected.map((_, n) => n + 1));
    }),
    { numRuns: 20 },
  );
});
