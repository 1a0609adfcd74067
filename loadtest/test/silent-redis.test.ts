import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectRedis, createLogger, openRedis, type RedisConnection } from '@sunbeon/service-kit';
import { eventually, TcpProxy, type TestRedis, testRedis } from '@sunbeon/test-kit';

const SILENCE_LIMIT_MS = 400;

let redis: TestRedis;
let wire: TcpProxy;
let url: string;
const opened: RedisConnection[] = [];
beforeAll(async () => {
  redis = await testRedis();
  const address = new URL(redis.url);
  wire = await TcpProxy.open(Number(address.port));
  address.port = String(wire.port);
  url = address.href;
});
afterAll(async () => {
  for (const connection of opened) connection.disconnect();
  await wire[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

test('a connection that nothing comes over any more is replaced by itself', async () => {
  const connection = connectRedis(url, createLogger('test', 'silent'), { socketTimeout: SILENCE_LIMIT_MS });
  opened.push(connection);
  await eventually(() => connection.ping());
  wire.silence();
  // Asked over the dead one, and again over the next, before anybody's patience with a call ends.
  await expect(connection.ping()).resolves.toBe('PONG');
});

test('so is one that waits for a job, and whoever waits on it gets the next one', async () => {
  const connection = openRedis(url, { maxRetriesPerRequest: null, socketTimeout: 3 * SILENCE_LIMIT_MS });
  connection.on('error', () => null);
  opened.push(connection);
  const key = `${redis.prefix}:jobs`;
  const job = connection.blpop(key, 1);
  await eventually(() => expect(wire.links).toBeGreaterThan(0));
  wire.silence();
  // The call is made again over the new connection, and waits as it did before.
  await expect(job).resolves.toBeNull();
  await redis.redis.rpush(key, 'job');
  await expect(connection.blpop(key, 1)).resolves.toEqual([key, 'job']);
});
