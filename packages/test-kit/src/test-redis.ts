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

/** As `startRedis` of the embedded package takes them; without a folder its files are temporary. */
export interface OwnRedisOptions {
  readonly dataDir?: string;
  readonly port?: number;
  /** Whether it writes an append-only file. Default false. */
  readonly persistent?: boolean;
  readonly directives?: readonly string[];
}

/**
 * A Redis of this test's own, to empty, stop or kill (about 60 ms); disposing it ends it and removes its files, unless
 * they were given a folder, from which it can be started again.
 */
export async function startOwnRedis({ dataDir, ...options }: OwnRedisOptions = {}): Promise<EmbeddedServer> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'sunbeon-redis-')));
  const server = await startRedis({ persistent: false, ...options, dataDir: folder });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
