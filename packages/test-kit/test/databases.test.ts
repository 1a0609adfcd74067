import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startOwnRedis, testDatabase, testRedis } from '../src/index.ts';

test('each test file has a migrated database of its own', async () => {
  await using first = await testDatabase();
  await using second = await testDatabase();
  const client = new Client({ connectionString: first.url });
  await client.connect();
  await client.query('CREATE TABLE only_here ()');
  const migrations = await client.query('SELECT FROM _prisma_migrations');
  expect(migrations.rowCount).toBeGreaterThan(0);
  await client.end();

  const other = new Client({ connectionString: second.url });
  await other.connect();
  const found = await other.query("SELECT to_regclass('only_here') AS only_here");
  expect(found.rows).toEqual([{ only_here: null }]);
  await other.end();
});

test('a test file leaves no key behind', async () => {
  await using watcher = await testRedis();
  const own = await testRedis();
  await own.redis.set(`${own.prefix}:a`, '1');
  await own.redis.set(`{${own.prefix}:queue}:b`, '1');
  await own[Symbol.asyncDispose]();
  await expect(watcher.redis.keys(`*${own.prefix}*`)).resolves.toEqual([]);
});

test('a Redis of one’s own can be killed', async () => {
  await using redis = await startOwnRedis();
  process.kill(redis.pid, 'SIGKILL');
  await expect(redis.exited).resolves.toBeUndefined();
});
