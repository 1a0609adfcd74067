import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { BOOKING_QUEUE } from '@sunbeon/core';
import { createLogger, ResourceStack } from '@sunbeon/service-kit';
import { eventually, startOwnCluster, startOwnRedis, testDatabase } from '@sunbeon/test-kit';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type BookingWorker, createWorker, envToConfig } from '../src/index.ts';
import { aRequest } from './a-worker.ts';

const STOPS_WITHIN_MS = 6_000;
const PREFIX = 'stop';

let held: ResourceStack;
beforeEach(() => {
  held = new ResourceStack();
});
afterEach(() => held[Symbol.asyncDispose]());

async function aWorker(redisUrl: string): Promise<BookingWorker> {
  const database = held.use(await testDatabase());
  const config = envToConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: PREFIX,
  });
  return createWorker(config, createLogger('worker', 'silent'));
}

async function isReady(worker: BookingWorker): Promise<void> {
  await eventually(async () => expect((await fetch(`http://127.0.0.1:${worker.opsPort}/readyz`)).status).toBe(200));
}

async function seesRedisAway(worker: BookingWorker): Promise<void> {
  await eventually(async () => expect((await fetch(`http://127.0.0.1:${worker.opsPort}/readyz`)).status).toBe(503));
}

async function msToStop(worker: BookingWorker): Promise<number> {
  const startedAtMs = performance.now();
  await worker[Symbol.asyncDispose]();
  return performance.now() - startedAtMs;
}

async function ownRedis() {
  return held.use(await startOwnRedis());
}

test('a worker stops at once while Redis answers', async () => {
  const worker = await aWorker((await ownRedis()).url);
  await isReady(worker);
  expect(await msToStop(worker)).toBeLessThan(STOPS_WITHIN_MS);
});

test('a worker stops soon when Redis was never there', async () => {
  const server = await startOwnRedis();
  await server.stop();
  const worker = await aWorker(server.url);
  await seesRedisAway(worker);
  expect(await msToStop(worker)).toBeLessThan(STOPS_WITHIN_MS);
});

test('a worker stops soon when Redis has gone, however long ago', async () => {
  const server = await ownRedis();
  const [early, late] = [await aWorker(server.url), await aWorker(server.url)];
  await Promise.all([early, late].map(isReady));
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
  expect(await msToStop(early)).toBeLessThan(STOPS_WITHIN_MS);
  // The pauses between its attempts to connect are long by now: it is in the middle of one.
  await seesRedisAway(late);
  expect(await msToStop(late)).toBeLessThan(STOPS_WITHIN_MS);
});

test('a worker stops soon when Redis holds its connections and answers none', async () => {
  const server = await ownRedis();
  const worker = await aWorker(server.url);
  await isReady(worker);
  process.kill(server.pid, 'SIGSTOP');
  try {
    expect(await msToStop(worker)).toBeLessThan(STOPS_WITHIN_MS);
  } finally {
    process.kill(server.pid, 'SIGCONT');
  }
});

test('a worker stops soon when Redis goes while booking requests are under way', async () => {
  const server = await ownRedis();
  const worker = await aWorker(server.url);
  await isReady(worker);
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  redis.on('error', () => null);
  held.use({ [Symbol.asyncDispose]: async () => redis.disconnect() });
  const queue = new Queue(BOOKING_QUEUE, { connection: redis, prefix: `{${PREFIX}:queue}` });
  queue.on('error', () => null);
  const requests = Array.from({ length: 1_000 }, () => aRequest({ windowId: 'w-none', choices: ['1'] }));
  await queue.addBulk(requests.map((data) => ({ name: 'book', data, opts: { jobId: data.requestId } })));
  await eventually(async () => expect(await queue.getActiveCount()).toBeGreaterThan(0));
  process.kill(server.pid, 'SIGKILL');
  expect(await msToStop(worker)).toBeLessThan(STOPS_WITHIN_MS);
});

test('a worker stops soon when a whole cluster has gone', async () => {
  const cluster = await startOwnCluster();
  const worker = await aWorker(cluster.url);
  await isReady(worker);
  await cluster[Symbol.asyncDispose]();
  await seesRedisAway(worker);
  expect(await msToStop(worker)).toBeLessThan(STOPS_WITHIN_MS);
});
