import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startRedis } from '@sunbeon/embedded';
import { Redis } from 'ioredis';
import { addressOf, REDIS_VARIABLE } from './addresses.ts';

export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  /** Every key of this test file starts with it. */
  readonly prefix: string;
  readonly redis: Redis;
}

const SCAN_COUNT = 1_000;

/** The run's Redis with a key prefix of its own; disposing it removes the keys and closes the connection. */
export async function testRedis(): Promise<TestRedis> {
  const url = addressOf(REDIS_VARIABLE);
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const redis = new Redis(url);
  await redis.ping();
  return {
    url,
    prefix,
    redis,
    async [Symbol.asyncDispose]() {
      await removeKeys(redis, prefix);
      await redis.quit();
    },
  };
}

async function removeKeys(redis: Redis, prefix: string): Promise<void> {
  let cursor = '0';
  do {
    // The queue's keys have the prefix inside a hash tag.
    const [next, keys] = await redis.scan(cursor, 'MATCH', `*${prefix}*`, 'COUNT', SCAN_COUNT);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
}

/** A Redis of this test's own, to empty, stop or kill (about 60 ms); disposing it ends it and removes its files. */
export async function startOwnRedis(): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-redis-'));
  const server = await startRedis({ dataDir: folder, persistent: false });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
