import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWindowBodySchema } from '@sunbeon/core';
import { drawEntryOf, drawOrder, entriesDigestOf, isCommittedSeed, isDrawnOrder } from '@sunbeon/crypto';
import { changeWindow, createWindow, drawDocument, drawOf, keepDraw } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { LobbyDraw } from '@sunbeon/waiting-room';
import { aHouse, type House } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const HOUR_MS = 3_600_000;
const PATIENT = { timeoutMs: 20_000 };
const SOON_MS = 60_000;

const person = (n: number) => Buffer.from(`person ${n}`.padEnd(16)).toString('base64url');
const people = (count: number) => Array.from({ length: count }, (_, n) => person(n));

/** A draw whose lobby is open, and these people in it. */
async function aLobby(entrants: readonly string[]): Promise<string> {
  const body = createWindowBodySchema.parse({
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    policy: 'draw',
    lobbyOpensAt: new Date(Date.now() - HOUR_MS).toISOString(),
    opensAt: new Date(Date.now() + SOON_MS).toISOString(),
    closesAt: new Date(Date.now() + HOUR_MS).toISOString(),
  });
  const window = await createWindow(house.store, body);
  await house.room.publishWindow({ ...window, guarded: false });
  const joined = await Promise.all(entrants.map((key) => house.room.join(window.id, key)));
  expect(new Set(joined.map(({ outcome }) => outcome))).toEqual(new Set(entrants.length > 0 ? ['lobby'] : []));
  return window.id;
}

/** The opening is moved to this very moment. */
async function letOpen(id: string): Promise<void> {
  const window = await changeWindow(house.store, id, { kind: 'move', opensAt: new Date().toISOString() });
  await house.room.publishWindow({ ...window, guarded: false });
}

const untilDrawn = (id: string) =>
  eventually(async () => {
    const drawn = await house.room.drawOf(id);
    if (drawn === null) throw new Error('not drawn yet');
    return drawn;
  }, PATIENT);

/** The order that the seed gives these people, and that they have it. */
async function expectFairOrder(id: string, entrants: readonly string[]): Promise<void> {
  const { seed, drawn, entriesDigest } = await untilDrawn(id);
  const order = await drawOrder(Buffer.from(seed, 'hex'), id, entrants);
  expect(drawn).toBe(entrants.length);
  expect(entriesDigest).toBe(entriesDigestOf(order.map(({ entry }) => entry)));
  const places = await Promise.all(order.map(({ personKey }) => house.room.placeOf(id, personKey)));
  expect(places).toEqual(order.map((_, n) => n + 1));
}

test('a lobby is drawn at the opening, in the order anyone can recompute; latecomers follow', async () => {
  const entrants = people(200);
  const id = await aLobby(entrants);
  await house.startWorker();
  await eventually(async () => expect(await house.room.window(id)).not.toBeNull());
  expect(await house.room.drawOf(id)).toBeNull();
  await letOpen(id);
  await expectFairOrder(id, entrants);
  expect(await house.room.join(id, person(1_000))).toMatchObject({ outcome: 'placed', number: 201 });

  await changeWindow(house.store, id, { kind: 'close' });
  const document = await drawDocument(house.store, id);
  expect(isCommittedSeed(document?.commitment ?? '', document?.seed ?? '')).toBe(true);
  expect(isDrawnOrder(document?.seed ?? '', document?.entries ?? [])).toBe(true);
  expect(document?.entriesDigest).toBe(entriesDigestOf(document?.entries ?? []));
  expect(new Set(document?.entries)).toEqual(new Set(entrants.map((key) => drawEntryOf(id, key))));
});

test('an empty lobby is drawn as well: the first who comes has number 1', async () => {
  const id = await aLobby([]);
  await letOpen(id);
  expect(await house.room.join(id, person(1))).toEqual({ outcome: 'drawing' });
  await house.startWorker();
  await untilDrawn(id);
  await eventually(async () => {
    expect(await house.room.join(id, person(1))).toMatchObject({ outcome: 'placed', number: 1 });
  });
});

test('a draw whose holder died half-way is done anew, and comes to the same', async () => {
  const entrants = people(40);
  const id = await aLobby(entrants);
  await letOpen(id);
  const dead = new LobbyDraw(house.redis.redis, house.redis.prefix, id, 'dead');
  expect(await dead.begin()).toBe('begun');
  expect(await dead.seat(entrants.slice(0, 25))).toBe(true);
  await house.startWorker();
  await expectFairOrder(id, entrants);
});

test('what was kept before the holder died is what counts', async () => {
  const entrants = people(30);
  const id = await aLobby(entrants);
  await letOpen(id);
  const kept = entrants.toReversed();
  const entries = kept.map((key) => drawEntryOf(id, key));
  expect(await keepDraw(house.store, id, { people: kept, entries, entriesDigest: entriesDigestOf(entries) })).toBe(
    true,
  );
  await house.startWorker();
  await house.startWorker();
  await untilDrawn(id);
  expect(await Promise.all(kept.map((key) => house.room.placeOf(id, key)))).toEqual(kept.map((_, n) => n + 1));
});

test('after Redis forgot the whole line, everybody has their number again', async () => {
  const entrants = people(60);
  const id = await aLobby(entrants);
  await house.startWorker();
  await letOpen(id);
  await expectFairOrder(id, entrants);
  await house.redis.redis.del(...(await house.redis.redis.keys(`${house.redis.prefix}:{w:${id}}*`)));
  expect(await house.room.drawOf(id)).toBeNull();
  await expectFairOrder(id, entrants);
  const late = await eventually(async () => {
    const joined = await house.room.join(id, person(1_000));
    if (joined.outcome !== 'placed') throw new Error(joined.outcome);
    return joined.number;
  }, PATIENT);
  expect(late).toBeGreaterThan(60);
});

test('a worker killed in the middle of a draw: another finishes it, with the same numbers', async () => {
  const entrants = people(5_000);
  const id = await aLobby(entrants);
  await letOpen(id);
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const victim = spawn(process.execPath, ['--import', 'tsx', '--conditions', 'source', main], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      OPS_PORT: '0',
      DATABASE_URL: house.databaseUrl,
      REDIS_URL: house.redis.url,
      REDIS_PREFIX: house.redis.prefix,
    },
  });
  const ended = once(victim, 'exit');
  const line = `${house.redis.prefix}:{w:${id}}:line`;
  await eventually(async () => expect(await house.redis.redis.hexists(line, 'drawHolder')).toBe(1), PATIENT);
  victim.kill('SIGKILL');
  await ended;
  await house.startWorker();
  await expectFairOrder(id, entrants);
  expect((await drawOf(house.store, id))?.kept?.people).toHaveLength(5_000);
});
