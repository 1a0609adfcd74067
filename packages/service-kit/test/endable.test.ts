import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { openRedis, type RedisConnection } from '../src/index.ts';

/** Nobody listens there any more. */
async function aClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}

/** Unlike that of `node:events`, not put off by an error on the way. */
async function reached(redis: RedisConnection, event: 'reconnecting' | 'end'): Promise<void> {
  await new Promise<void>((resolve) => {
    redis.once(event, () => resolve());
  });
}

test.each([
  ['one Redis', (port: number) => `redis://127.0.0.1:${port}`],
  ['a cluster', (port: number) => `redis://127.0.0.1:${port},redis://127.0.0.1:${port}`],
])('a connection to %s ends between two attempts to connect, and so does all that waits for it', async (_name, url) => {
  const redis = openRedis(url(await aClosedPort()), { maxRetriesPerRequest: null, retryStrategy: () => 60_000 });
  redis.on('error', () => null);
  const answer = redis.ping();
  await reached(redis, 'reconnecting');
  const ended = reached(redis, 'end');
  redis.disconnect();
  await expect(answer).rejects.toThrow(/closed|startup nodes/);
  await ended;
  expect(redis.status).toBe('end');
});
