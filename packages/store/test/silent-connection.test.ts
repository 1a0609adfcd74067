import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TcpProxy, type TestDatabase, testDatabase } from '@sunbeon/test-kit';
import { isAway, openStore, type Store } from '../src/index.ts';

const ANSWER_LIMIT_MS = 300;

let database: TestDatabase;
let wire: TcpProxy;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(database.url);
  wire = await TcpProxy.open(Number(url.port));
  url.port = String(wire.port);
  store = openStore({ databaseUrl: url.href, poolSize: 1, answerLimitMs: ANSWER_LIMIT_MS });
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await wire[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

test('a connection that nothing comes over any more is given up, and the next statement has another', async () => {
  await store.ping();
  wire.silence();
  const startedMs = performance.now();
  const failure = await store.ping().catch((error: unknown) => error);
  expect(performance.now() - startedMs).toBeLessThan(10 * ANSWER_LIMIT_MS);
  expect(isAway(failure)).toBe(true);
  await expect(store.ping()).resolves.toBeUndefined();
});

test('so it is in the middle of a transaction', async () => {
  const broken = store.prisma.$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT 1`;
    wire.silence();
    await transaction.$queryRaw`SELECT 2`;
  });
  expect(await broken.catch((error: unknown) => error)).toBeInstanceOf(Error);
  // Whoever finds the broken connection in the pool gives it up too.
  await store.ping().catch(() => null);
  await expect(store.ping()).resolves.toBeUndefined();
});

test('a transaction that lasts too long is over, and may be asked for again', async () => {
  const late = store.prisma.$transaction(async (transaction) => {
    await once(AbortSignal.timeout(2 * ANSWER_LIMIT_MS), 'abort');
    await transaction.$queryRaw`SELECT 1`;
  });
  expect(isAway(await late.catch((error: unknown) => error))).toBe(true);
  await expect(store.ping()).resolves.toBeUndefined();
});

test.each([
  ['cut off', () => wire.cut()],
  ['turned away', () => wire.refuse()],
])('a database that is %s is away, and no mistake of whoever asked', async (_how, hurt) => {
  await store.ping();
  const asked = store.prisma.$queryRaw`SELECT pg_sleep(0.2)`.catch((error: unknown) => error);
  hurt();
  wire.cut();
  expect(isAway(await asked)).toBe(true);
  const then = await store.ping().catch((error: unknown) => error);
  expect(then === undefined || isAway(then)).toBe(true);
  wire.heal();
  await store.ping();
});

test('what Postgres refuses for what it is, is not away', async () => {
  const mistaken = await store.prisma.$queryRaw`SELECT 1/0`.catch((error: unknown) => error);
  expect(isAway(mistaken)).toBe(false);
  expect(isAway(new TypeError('not a database'))).toBe(false);
});
