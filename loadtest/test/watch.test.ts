import { expect, test } from '@jest/globals';
import { aWindow, eventually, startOwnRedis } from '@sunbeon/test-kit';
import { RequestBoard, WaitingRoom } from '@sunbeon/waiting-room';
import { Redis } from 'ioredis';
import { memoryByFamily } from '../replay/redis-memory.ts';
import { Watch } from '../replay/watch.ts';

const PEOPLE = 200;
const REQUESTS = 10;

test('whoever watches a night sees the line, what processes use, and what is kept for each person', async () => {
  await using server = await startOwnRedis();
  const redis = new Redis(server.url);
  try {
    const room = new WaitingRoom(redis, 'sunbeon');
    const window = aWindow();
    await room.publishWindow(window);
    await Promise.all(Array.from({ length: PEOPLE }, (_, index) => room.join(window.id, `person-${index}`)));
    const board = new RequestBoard(redis, 'sunbeon');
    const receive = (index: number) => board.receive(`r-${index}`, { fingerprint: 'f', personKey: `person-${index}` });
    await Promise.all(Array.from({ length: REQUESTS }, (_, index) => receive(index)));
    const here = [{ name: 'tests', pid: process.pid }];
    using watch = new Watch({ redisUrl: server.url, redisPrefix: 'sunbeon' }, window.id, () => here);
    await eventually(() => expect(watch.line.length).toBeGreaterThan(0));
    await room.callNext(window.id);
    await eventually(() => expect(watch.line.at(-1)?.serving).toBeGreaterThan(0));
    expect(watch.line[0]?.serving).toBe(0);
    await eventually(() => expect(watch.samples[0]?.redisBytes).toBeGreaterThan(100_000));
    const use = watch.samples[0]?.processes.get('tests');
    expect(use?.seconds).toBeGreaterThan(0);
    expect(use?.bytes).toBeGreaterThan(10_000_000);
    const { line, requests, other } = await memoryByFamily(server.url);
    expect(requests.keys).toBeGreaterThanOrEqual(REQUESTS);
    expect(requests.bytes / REQUESTS).toBeGreaterThan(50);
    expect(line.keys).toBeGreaterThan(1);
    expect(line.bytes / PEOPLE).toBeGreaterThan(20);
    expect(line.bytes / PEOPLE).toBeLessThan(150);
    expect(line.keys + requests.keys + other.keys).toBe(await redis.dbsize());
  } finally {
    redis.disconnect();
  }
});
