import { expect, test } from '@jest/globals';
import { createLogger } from '@sunbeon/service-kit';
import { startOwnRedis } from '@sunbeon/test-kit';
import { Redis } from 'ioredis';
import { complaintsAbout, type RedisSettings, warnAboutRedis } from '../src/line/check-redis.ts';

const good: RedisSettings = {
  'maxmemory-policy': 'noeviction',
  appendonly: 'yes',
  appendfsync: 'everysec',
  'min-replicas-to-write': '1',
  'hash-max-listpack-entries': '128',
  'hash-max-listpack-value': '64',
};

test('nothing is wrong with a Redis set up as the operating guide says', () => {
  expect(complaintsAbout(good, 1)).toEqual([]);
  expect(complaintsAbout({ ...good, 'min-replicas-to-write': '0' }, 0)).toEqual([]);
});

test.each<[Partial<RedisSettings>, RegExp]>([
  [{ 'maxmemory-policy': 'allkeys-lru' }, /noeviction/],
  [{ appendonly: 'no' }, /appendonly/],
  [{ appendfsync: 'no' }, /everysec/],
  [{ 'min-replicas-to-write': '0' }, /min-replicas-to-write/],
  [{ 'hash-max-listpack-entries': '64' }, /listpack/],
  [{ 'hash-max-listpack-value': '16' }, /listpack/],
])('%o is warned of', (change, complaint) => {
  expect(complaintsAbout({ ...good, ...change }, 1)).toEqual([expect.stringMatching(complaint)]);
});

test('the settings are read from a running Redis', async () => {
  await using server = await startOwnRedis({ directives: ['maxmemory-policy allkeys-lru'] });
  const redis = new Redis(server.url);
  const warnings: string[] = [];
  const logger = createLogger('worker', 'silent');
  logger.warn = (...line: unknown[]) => void warnings.push(String(line.at(-1)));
  await warnAboutRedis(redis, logger);
  expect(warnings).toEqual([expect.stringMatching(/noeviction/), expect.stringMatching(/appendonly/)]);
  redis.disconnect();
});
