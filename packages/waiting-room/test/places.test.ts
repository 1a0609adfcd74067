import { expect, test } from '@jest/globals';
import { aWindow, startOwnRedis } from '@sunbeon/test-kit';
import { Redis } from 'ioredis';
import { WaitingRoom } from '../src/index.ts';
import { Keys } from '../src/keys.ts';
import { numberOf, person } from './fixture.ts';

const PEOPLE = 100_000;
const AT_ONCE = 2_000;
const MOST_BYTES_PER_PERSON = 100;

test('a hundred thousand people cost at most 100 bytes each, keep their numbers, and stay in small buckets', async () => {
  await using server = await startOwnRedis();
  await using connection = connected(server.url);
  const { redis } = connection;
  const room = new WaitingRoom(redis, 'sunbeon');
  const { id } = aWindow();
  await room.publishWindow(aWindow({ id }));
  const empty = await usedBytes(redis);
  const given = await joinEveryone(room, id);
  expect((await usedBytes(redis)) - empty).toBeLessThanOrEqual(PEOPLE * MOST_BYTES_PER_PERSON);

  const again = Array.from({ length: PEOPLE / 10 }, (_, n) => n * 10);
  const held = await Promise.all(again.map(async (n) => numberOf(await room.join(id, person(n)))));
  expect(held).toEqual(again.map((n) => given[n]));
  expect(new Set(given).size).toBe(PEOPLE);
  expect(Math.max(...given)).toBe(PEOPLE);

  const keys = new Keys('sunbeon');
  const count = Number(await redis.hget(keys.line(id), 'buckets'));
  const buckets = Array.from({ length: count }, (_, n) => `${keys.places(id)}${n}`);
  const encodings = await Promise.all(buckets.map((bucket) => redis.object('ENCODING', bucket)));
  expect(new Set(encodings)).toEqual(new Set(['listpack']));
  const sizes = await Promise.all(buckets.map((bucket) => redis.hlen(bucket)));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(PEOPLE);
});

function connected(url: string) {
  const redis = new Redis(url);
  return {
    redis,
    async [Symbol.asyncDispose]() {
      await redis.quit();
    },
  };
}

async function joinEveryone(room: WaitingRoom, windowId: string): Promise<number[]> {
  const numbers: number[] = [];
  for (let from = 0; from < PEOPLE; from += AT_ONCE) {
    const joins = Array.from({ length: AT_ONCE }, (_, n) => room.join(windowId, person(from + n)));
    numbers.push(...(await Promise.all(joins)).map(numberOf));
  }
  return numbers;
}

async function usedBytes(redis: Redis): Promise<number> {
  const used = /^used_memory:(\d+)/m.exec(await redis.info('memory'));
  return Number(used?.[1]);
}
