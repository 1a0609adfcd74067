import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { OutflowLease } from '../src/index.ts';
import { type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

const LONG_MS = 60_000;
const held = { held: true, livesMs: LONG_MS };
const lease = (holder: string, room: string) => new OutflowLease(line.redis, `${line.prefix}:${room}`, holder);

test('one of many holds it, and prolongs it', async () => {
  const holders = Array.from({ length: 10 }, (_, n) => lease(`worker-${n}`, 'one'));
  const states = await Promise.all(holders.map((holder) => holder.acquire(LONG_MS)));
  expect(states.map((state) => state.held)).toEqual([true, ...Array.from({ length: 9 }, () => false)]);
  expect(await holders[0]?.acquire(LONG_MS)).toEqual(held);
  expect(await holders[0]?.renew(LONG_MS)).toBe(true);
  expect(await holders[1]?.renew(LONG_MS)).toBe(false);
});

test('only the holder gives it back', async () => {
  const [holder, other] = [lease('holder', 'back'), lease('other', 'back')];
  await holder.acquire(LONG_MS);
  await other.release();
  expect(await other.acquire(LONG_MS)).toMatchObject({ held: false });
  await holder.release();
  expect(await other.acquire(LONG_MS)).toEqual(held);
});

test('it lapses when its holder falls silent, and is not renewed afterwards', async () => {
  const [silent, next] = [lease('silent', 'lapse'), lease('next', 'lapse')];
  await silent.acquire(30);
  await eventually(async () => expect(await next.acquire(LONG_MS)).toEqual(held));
  expect(await silent.renew(LONG_MS)).toBe(false);
  expect(await silent.acquire(LONG_MS)).toMatchObject({ held: false });
});

test('whoever stands by is told when it will be free', async () => {
  const [holder, other] = [lease('holder', 'told'), lease('other', 'told')];
  await holder.acquire(LONG_MS);
  const { livesMs } = await other.acquire(LONG_MS);
  expect(livesMs).toBeGreaterThan(LONG_MS - 10_000);
  expect(livesMs).toBeLessThanOrEqual(LONG_MS);
});

test('renewing does not take a lease that is free', async () => {
  expect(await lease('late', 'free').renew(LONG_MS)).toBe(false);
});
