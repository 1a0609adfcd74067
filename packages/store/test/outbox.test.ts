import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { claimMessages, decideBookings, markDelivered, markFailed, markSent, setAside } from '../src/index.ts';
import { aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

async function book(count: number): Promise<void> {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [count] });
  await decideBookings(at.store, requests(count, { windowId, choices: slots }));
}

test('a claimed message carries what its text needs', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const [request] = requests(1, { windowId, choices: slots, sealedContact: 'sealed for one', language: 'en' });
  const outcomes = await decideBookings(at.store, request ? [request] : []);
  const [outcome] = outcomes.values();
  const [message] = await claimMessages(at.store, 10);
  expect(message).toMatchObject({
    kind: 'confirmation',
    language: 'en',
    sealedContact: 'sealed for one',
    personKey: request?.personKey,
    attempts: 1,
    booking: {
      number: outcome?.state === 'confirmed' ? outcome.booking.number : '',
      slotId: slots[0],
      siteName: '가병원',
      municipality: '종로구',
      startsAt: '2021-08-16T00:00:00.000Z',
      product: '백신',
    },
  });
});

test('notifiers that claim at the same time share the messages', async () => {
  await book(60);
  const claims = await Promise.all(Array.from({ length: 6 }, () => claimMessages(at.store, 15)));
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const rest = await claimMessages(at.store, 100);
  expect(ids.length + rest.length).toBe(60);
  expect(await claimMessages(at.store, 100)).toEqual([]);
});

test('a message whose notifier died is due again', async () => {
  await book(1);
  expect(await claimMessages(at.store, 1)).toHaveLength(1);
  await at.sql('UPDATE message SET next_attempt_at = now()');
  expect(await claimMessages(at.store, 1)).toMatchObject([{ attempts: 2 }]);
});

test('sent, then delivered; a receipt for nobody says so', async () => {
  await book(2);
  const [first, second] = await claimMessages(at.store, 2);
  await markSent(at.store, [
    { id: first?.id ?? '', carrierMessageId: 'c1' },
    { id: second?.id ?? '', carrierMessageId: 'c2' },
  ]);
  const receipts = [
    { carrierMessageId: 'c1', state: 'delivered' as const },
    { carrierMessageId: 'c2', state: 'failed' as const },
    { carrierMessageId: 'c3', state: 'delivered' as const },
  ];
  expect(new Set(await markDelivered(at.store, receipts))).toEqual(new Set(['c1', 'c2']));
  const rows = await at.sql('SELECT state, settled_at IS NOT NULL AS settled FROM message ORDER BY carrier_message_id');
  expect(rows).toEqual([
    { state: 'delivered', settled: true },
    { state: 'failed', settled: true },
  ]);
});

test('a failed attempt is due again when it was said, or never', async () => {
  await book(2);
  const [first, second] = await claimMessages(at.store, 2);
  await markFailed(at.store, [
    { id: first?.id ?? '', error: 'busy', retryAt: new Date() },
    { id: second?.id ?? '', error: 'refused', retryAt: null },
  ]);
  expect(await claimMessages(at.store, 10)).toMatchObject([{ id: first?.id, attempts: 2 }]);
  const [failed] = await at.sql(`SELECT last_error FROM message WHERE state = 'failed'`);
  expect(failed).toEqual({ last_error: 'refused' });
});

test('anything can be set aside: no value is too strange or too long', async () => {
  for (const payload of [undefined, null, 'a\0b', { half: '\uD800', long: 'x'.repeat(100_000) }]) {
    await setAside(at.store, { jobId: 'job\0', reason: `why ${'y'.repeat(10_000)}`, payload });
  }
  const rows = await at.sql<{ payload: string }>('SELECT payload FROM set_aside ORDER BY id');
  expect(rows.slice(0, 3)).toEqual([{ payload: 'undefined' }, { payload: 'null' }, { payload: '"a\\u0000b"' }]);
  expect(rows[3]?.payload.length).toBeLessThan(20_000);
});
