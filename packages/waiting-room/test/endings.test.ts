import { expect, test } from '@jest/globals';
import type { BookingOutcome, RejectionCode } from '@sunbeon/core';
import { RequestBoard, WINDOW_KEPT_MS } from '../src/index.ts';
import { person, testLine } from './fixture.ts';

const refusedFor = (code: RejectionCode): BookingOutcome => ({ state: 'rejected', code, alternatives: [] });

/** Requests of all shards: of each window, every third finds its person booked already. */
const ended = Array.from({ length: 30 }, (_, n) => ({
  requestId: `r-${person(n)}`,
  windowId: n < 20 ? 'w-a' : 'w-b',
  outcome: refusedFor(n % 3 === 0 ? 'already-booked' : 'slot-full'),
}));

test('endings are counted by window and code: each request once, however often and with whatever others it is shown', async () => {
  await using line = await testLine();
  const requests = new RequestBoard(line.redis, line.prefix);
  await Promise.all([
    requests.publishMany(ended),
    requests.publishMany(ended.slice(5)),
    ...ended.map((one) => requests.publish(one)),
  ]);
  await requests.receive(ended[0]?.requestId ?? '', { fingerprint: 'a', personKey: person(0) });
  await requests.publishMany(ended.toReversed());
  expect(await requests.endings('w-a')).toEqual({ 'already-booked': 7, 'slot-full': 13 });
  expect(await requests.endings('w-b')).toEqual({ 'already-booked': 3, 'slot-full': 7 });
  expect(await requests.endings('w-c')).toEqual({});
});

test('they are kept with the window, and forgotten with it', async () => {
  await using line = await testLine();
  const requests = new RequestBoard(line.redis, line.prefix);
  await requests.publishMany(ended);
  const [key = ''] = line.keys.allEndings('w-a');
  expect(await line.redis.pttl(key)).toBeGreaterThan(WINDOW_KEPT_MS - 60_000);
  await line.room.forget('w-a', WINDOW_KEPT_MS - 1);
  expect(await requests.endings('w-a')).toMatchObject({ 'slot-full': 13 });
  await line.room.forget('w-a', WINDOW_KEPT_MS);
  expect(await requests.endings('w-a')).toEqual({});
  expect(await requests.endings('w-b')).toMatchObject({ 'slot-full': 7 });
});
