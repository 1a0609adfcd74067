import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { formatInSeoul, instantInSeoul } from '@sunbeon/core';
import { resendMessage } from '../src/index.ts';
import { aStore, type TestStore } from './a-store.ts';
import { book, change, offer, type TestBooking } from './an-outbox.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

async function aBooking(): Promise<TestBooking> {
  const [booking] = await book(at, 1);
  if (!booking) throw new TypeError('no booking');
  return booking;
}

function resend({ id, personKey }: TestBooking): Promise<void> {
  return resendMessage(at.store, { bookingId: id, personKey });
}

/** Everything so far went out, and the newest of it `secondsAgo`. */
async function goneOut(secondsAgo = 61): Promise<void> {
  await at.sql(`UPDATE message SET state = 'sent', created_at = least(created_at, now() - make_interval(secs => $1))`, [
    secondsAgo,
  ]);
}

const messages = () => at.sql('SELECT kind, version, resend, state FROM message ORDER BY id');

test('what the newest message said is queued once more', async () => {
  const booking = await aBooking();
  await change(at, booking, 'move');
  await goneOut();
  await resend(booking);
  expect((await messages()).slice(2)).toEqual([{ kind: 'move', version: 2, resend: 1, state: 'queued' }]);
});

test('the kind follows from what the booking is now', async () => {
  const booking = await aBooking();
  const kinds: unknown[] = [];
  const again = async () => {
    await goneOut();
    await at.sql(`UPDATE message SET created_at = created_at - interval '1 day'`);
    await resend(booking);
    kinds.push((await messages()).at(-1)?.['kind']);
  };
  await again();
  await change(at, booking, 'displacement');
  await again();
  const offerId = await offer(at, booking);
  await again();
  await at.sql(`UPDATE offer SET state = 'lapsed', settled_at = now() WHERE id = $1`, [offerId]);
  await again();
  await change(at, booking, 'cancellation');
  await again();
  expect(kinds).toEqual(['confirmation', 'displacement', 'offer', 'displacement', 'cancellation']);
});

test('while the message is still on its way nothing is added, however often it is asked for', async () => {
  const booking = await aBooking();
  await resend(booking);
  await goneOut();
  await Promise.all([resend(booking), resend(booking), resend(booking)]);
  expect(await messages()).toHaveLength(2);
});

test('not within a minute, and the answer says how long to wait', async () => {
  const booking = await aBooking();
  await goneOut(40);
  const refused = await resend(booking).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'resend-limit', status: 429 });
  const waitSeconds = Number(Object(refused).retryAfterSeconds);
  expect(waitSeconds).toBeGreaterThan(10);
  expect(waitSeconds).toBeLessThanOrEqual(20);
});

test('three times a day, in Seoul’s days', async () => {
  const booking = await aBooking();
  for (let count = 0; count < 3; count += 1) {
    await goneOut();
    await resend(booking);
  }
  await goneOut();
  // Whatever the hour: the three belong to today.
  await at.sql(`UPDATE message SET created_at = greatest(created_at, date_trunc('day', now(), 'Asia/Seoul'))`);
  const midnightMs = instantInSeoul(formatInSeoul(new Date(), 'yyyy-MM-dd'), '00:00').getTime() + 86_400_000;
  const refused = await resend(booking).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'resend-limit' });
  const waitMs = Number(Object(refused).retryAfterSeconds) * 1_000;
  expect(Math.abs(Date.now() + waitMs - midnightMs)).toBeLessThan(5_000);
  await at.sql(`UPDATE message SET created_at = created_at - interval '1 day'`);
  await resend(booking);
  expect(await messages()).toHaveLength(5);
});

test('only the person the booking belongs to, and only while it is kept', async () => {
  const booking = await aBooking();
  await goneOut();
  const unknown = { code: 'booking-unknown' };
  await expect(resend({ ...booking, personKey: 'somebody else' })).rejects.toMatchObject(unknown);
  await expect(resend({ ...booking, id: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject(unknown);
  await expect(resend({ ...booking, id: "1' OR '1'='1" })).rejects.toMatchObject(unknown);
  await at.sql('UPDATE booking SET erased_at = now()');
  await expect(resend(booking)).rejects.toMatchObject(unknown);
  expect(await messages()).toHaveLength(1);
});
