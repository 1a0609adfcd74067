import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aWindow, eventually, testRedis } from '@sunbeon/test-kit';
import { Redis } from 'ioredis';
import { WaitingRoom } from '../src/index.ts';
import { person } from './fixture.ts';

let server: Awaited<ReturnType<typeof testRedis>>;
beforeAll(async () => {
  server = await testRedis();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test('one call carries everybody who came within one turn of the event loop', async () => {
  const room = new WaitingRoom(server.redis, server.prefix);
  const { id } = aWindow();
  await room.publishWindow(aWindow({ id }));
  await room.join(id, person(0));
  const watcher = await server.redis.monitor();
  const seen: string[][] = [];
  watcher.on('monitor', (_time: string, args: string[], source: string) => {
    if (source !== 'lua' && args.some((arg) => arg.includes(id))) seen.push(args);
  });
  await Promise.all([1, 2, 3, 4, 5].map((n) => room.join(id, person(n))));
  await eventually(() => expect(seen).not.toHaveLength(0));
  watcher.disconnect();
  expect(seen).toHaveLength(1);
  expect(seen[0]?.slice(-5)).toEqual([1, 2, 3, 4, 5].map(person));
});

test('when Redis is away everybody of the turn is told, and asking again works once it is back', async () => {
  const redis = new Redis(server.url, { enableOfflineQueue: false, lazyConnect: true });
  redis.on('error', () => {});
  await redis.connect();
  const room = new WaitingRoom(redis, server.prefix);
  const { id } = aWindow();
  await room.publishWindow(aWindow({ id }));
  await room.join(id, person(0));

  const ended = once(redis, 'end');
  redis.disconnect();
  const settled = await Promise.allSettled([1, 2, 3].map((n) => room.join(id, person(n))));
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await ended;
  await redis.connect();
  await expect(room.join(id, person(1))).resolves.toMatchObject({ outcome: 'placed', first: true, number: 2 });
  redis.disconnect();
});
