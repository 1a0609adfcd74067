import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type DeliveryMark, markDelivered, markSent, markUnsent, requeueMessages } from '../src/index.ts';
import { aStore, type TestStore } from './a-store.ts';
import { book, CARRIER, claim, states } from './an-outbox.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

function receipt(mark: Partial<DeliveryMark>): DeliveryMark {
  return { carrier: CARRIER, carrierMessageId: 'c1', reference: null, state: 'delivered', ...mark };
}

async function sent(...carrierMessageIds: string[]) {
  await book(at, carrierMessageIds.length);
  const messages = await claim(at);
  const marks = messages.map(({ id }, index) => ({
    id,
    carrier: CARRIER,
    carrierMessageId: carrierMessageIds[index] ?? '',
  }));
  await markSent(at.store, marks);
  return messages;
}

test('sent, then delivered or failed; a receipt for nobody says so', async () => {
  await sent('c1', 'c2');
  const receipts = [
    receipt({}),
    receipt({ carrierMessageId: 'c2', state: 'failed' }),
    receipt({ carrierMessageId: 'c3' }),
  ];
  expect(await markDelivered(at.store, receipts)).toEqual([true, true, false]);
  expect(await at.sql('SELECT state, last_error, settled_at IS NOT NULL AS settled FROM message ORDER BY id')).toEqual([
    { state: 'delivered', last_error: null, settled: true },
    { state: 'failed', last_error: 'undelivered', settled: true },
  ]);
});

test('a receipt by another carrier settles nothing, though the ids are the same', async () => {
  await sent('c1');
  expect(await markDelivered(at.store, [receipt({ carrier: 'second' })])).toEqual([false]);
  expect(await states(at)).toEqual(['sent']);
});

test('receipts that come twice or contradict each other change nothing', async () => {
  await sent('c1');
  await markDelivered(at.store, [receipt({})]);
  const [before] = await at.sql('SELECT * FROM message');
  expect(await markDelivered(at.store, [receipt({}), receipt({ state: 'failed' })])).toEqual([true, true]);
  expect(await at.sql('SELECT * FROM message')).toEqual([before]);
});

test('a receipt that names our reference settles a message nobody knew to be sent', async () => {
  await book(at, 1);
  const [message] = await claim(at);
  expect(await markDelivered(at.store, [receipt({ reference: message?.reference ?? '' })])).toEqual([true]);
  const rows = () => at.sql('SELECT state, carrier_message_id, sent_at IS NOT NULL AS sent FROM message');
  const delivered = [{ state: 'delivered', carrier_message_id: 'c1', sent: true }];
  expect(await rows()).toEqual(delivered);
  await markSent(at.store, [{ id: message?.id ?? '', carrier: CARRIER, carrierMessageId: 'c1' }]);
  expect(await rows()).toEqual(delivered);
});

test('a forged reference settles nothing', async () => {
  const [booking] = await book(at, 1);
  const [message] = await claim(at);
  const forged = [
    `${message?.id}-0-000000000000`,
    `${message?.id}-1-${booking?.id.slice(-12)}`,
    message?.id ?? '',
    "1'; DROP TABLE message; --",
    '9223372036854775808-0-000000000000',
    '',
  ];
  const marks = forged.map((reference) => receipt({ reference }));
  expect(await markDelivered(at.store, marks)).toEqual(forged.map(() => false));
  expect(await states(at)).toEqual(['queued']);
});

test('what was given up and arrived all the same counts as delivered; what staff put back does not', async () => {
  await book(at, 2);
  const [first, second] = await claim(at);
  for (const message of [first, second]) {
    if (!message) throw new TypeError('no message');
    const { id, lease } = message;
    await markUnsent(at.store, [{ id, lease, outcome: 'give-up', at: new Date(), asked: 0, error: 'ambiguous' }]);
  }
  await requeueMessages(at.store, [second?.id ?? '']);
  await markDelivered(at.store, [
    receipt({ reference: first?.reference ?? '' }),
    receipt({ reference: second?.reference ?? '', carrierMessageId: 'c2' }),
  ]);
  expect(await states(at)).toEqual(['delivered', 'queued']);
});
