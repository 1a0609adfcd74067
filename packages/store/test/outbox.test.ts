import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  claimDoubts,
  claimMessages,
  decideBookings,
  failedMessages,
  markSent,
  markUnsent,
  type OutboxMessage,
  requeueMessages,
  setAside,
  type UnsentMark,
} from '../src/index.ts';
import { aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';
import { book, CARRIER, change, claim, makeDue, offer, states } from './an-outbox.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

function unsent(message: OutboxMessage | undefined, mark: Partial<UnsentMark>): UnsentMark[] {
  if (!message) throw new TypeError('no message');
  const { id, lease } = message;
  return [{ id, lease, outcome: 'retry', at: new Date(), asked: 0, error: 'busy', ...mark }];
}

test('a claimed message carries what its text needs', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const [request] = requests(1, { windowId, choices: slots, sealedContact: 'sealed for one', language: 'en' });
  const outcomes = await decideBookings(at.store, request ? [request] : []);
  const [outcome] = outcomes.values();
  const [message] = await claim(at);
  expect(message).toMatchObject({
    kind: 'confirmation',
    language: 'en',
    sealedContact: 'sealed for one',
    personKey: request?.personKey,
    attempts: 1,
    booking: {
      number: outcome?.state === 'confirmed' ? outcome.booking.number : '',
      dose: null,
      slotId: slots[0],
      siteName: '가병원',
      municipality: '종로구',
      startsAt: '2021-08-16T00:00:00.000Z',
      product: '백신',
    },
    offer: null,
  });
});

test('where a campaign has two doses the message says which; an offer says what is kept', async () => {
  const [booking] = await book(at, 1);
  if (!booking) throw new TypeError('no booking');
  await at.sql('UPDATE campaign SET second_dose_after_days = 21');
  await change(at, booking, 'displacement');
  await offer(at, booking);
  expect(await claim(at)).toMatchObject([
    { kind: 'offer', booking: { dose: 1 }, offer: { siteName: '가병원', startsAt: '2021-08-16T00:00:00.000Z' } },
  ]);
});

test('notifiers that claim at the same time share the messages', async () => {
  await book(at, 60);
  const claims = await Promise.all(Array.from({ length: 6 }, () => claim(at, 15)));
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const rest = await claim(at);
  expect(ids.length + rest.length).toBe(60);
  expect(await claim(at)).toEqual([]);
});

test('a message whose notifier died is asked about, never blindly sent again', async () => {
  const [booking] = await book(at, 1);
  const [claimed] = await claim(at);
  await makeDue(at);
  expect(await claim(at)).toEqual([]);
  const [doubt] = await claimDoubts(at.store, 10);
  expect(doubt).toMatchObject({ id: claimed?.id, carrier: CARRIER, asked: 0, sentAgain: false, attempts: 1 });
  expect(doubt?.reference).toBe(claimed?.reference);
  expect(claimed?.reference).toBe(`${claimed?.id}-0-${booking?.id.slice(-12)}`);
  expect(await claimDoubts(at.store, 10)).toEqual([]);
});

test('the one whose claim has lapsed can neither free the message nor give it up', async () => {
  await book(at, 1);
  const [stale] = await claim(at);
  await makeDue(at);
  await claimDoubts(at.store, 10);
  for (const outcome of ['return', 'retry', 'give-up', 'send-again'] as const) {
    await markUnsent(at.store, unsent(stale, { outcome }));
  }
  expect(await at.sql('SELECT state, carrier, attempts FROM message')).toEqual([
    { state: 'queued', carrier: CARRIER, attempts: 1 },
  ]);
  await markSent(at.store, [{ id: stale?.id ?? '', carrier: CARRIER, carrierMessageId: 'c1' }]);
  expect(await states(at)).toEqual(['sent']);
});

test('what was given back keeps its attempts; what failed is due when it was said, or never', async () => {
  await book(at, 3);
  const [first, second, third] = await claim(at);
  await markUnsent(at.store, unsent(first, { outcome: 'return' }));
  await markUnsent(at.store, unsent(second, { outcome: 'retry' }));
  await markUnsent(at.store, unsent(third, { outcome: 'give-up', error: 'refused' }));
  expect(await claim(at)).toMatchObject([
    { id: first?.id, attempts: 1 },
    { id: second?.id, attempts: 2 },
  ]);
  expect(await failedMessages(at.store, 10)).toMatchObject([{ id: third?.id, error: 'refused', attempts: 1 }]);
});

test('a failed message is put back with all its attempts, under another reference, and only once', async () => {
  await book(at, 2);
  const [first, second] = await claim(at);
  await markUnsent(at.store, unsent(first, { outcome: 'give-up', error: 'refused' }));
  const ids = [first?.id ?? '', second?.id ?? '', '999999'];
  expect(await requeueMessages(at.store, ids)).toEqual([first?.id]);
  expect(await requeueMessages(at.store, ids)).toEqual([]);
  const [again] = await claim(at);
  expect(again).toMatchObject({ id: first?.id, attempts: 1 });
  expect(again?.reference).not.toBe(first?.reference);
  await expect(requeueMessages(at.store, Array.from({ length: 1_001 }, String))).rejects.toThrow(RangeError);
});

test('a message older than its booking, of an erased one, or of an offer that is over is not sent', async () => {
  const [moved, erased, declined] = await book(at, 3);
  if (!moved || !erased || !declined) throw new TypeError('no bookings');
  await change(at, moved, 'move');
  await at.sql('UPDATE booking SET erased_at = now() WHERE id = $1', [erased.id]);
  await change(at, declined, 'displacement');
  const offerId = await offer(at, declined);
  await at.sql(`UPDATE offer SET state = 'declined', settled_at = now() WHERE id = $1`, [offerId]);
  const { messages, superseded } = await claimMessages(at.store, { limit: 10, carrier: CARRIER, quietUntil: null });
  expect(messages).toMatchObject([{ bookingId: moved.id, kind: 'move', version: 2 }]);
  expect(superseded).toBe(5);
  expect(await states(at)).toEqual(['superseded', 'superseded', 'superseded', 'queued', 'superseded', 'superseded']);
});

test('a failed message that was put back after its booking had moved on is not sent', async () => {
  const [booking] = await book(at, 1);
  const [first] = await claim(at);
  await markUnsent(at.store, unsent(first, { outcome: 'give-up' }));
  if (booking) await change(at, booking, 'cancellation');
  await requeueMessages(at.store, [first?.id ?? '']);
  expect(await claim(at)).toMatchObject([{ kind: 'cancellation' }]);
  expect((await states(at))[0]).toBe('superseded');
});

test('at night displacements and offers wait for the morning and hold nobody up; everything else goes', async () => {
  const [displaced, other] = await book(at, 2);
  if (!displaced || !other) throw new TypeError('no bookings');
  await claim(at);
  await at.sql(`UPDATE message SET state = 'sent'`);
  await change(at, displaced, 'displacement');
  await book(at, 1, displaced.personKey);
  await change(at, other, 'cancellation');
  const morning = new Date(Date.now() + 3_600_000);
  expect(await claim(at, 10, morning)).toMatchObject([{ kind: 'confirmation' }, { kind: 'cancellation' }]);
  const [held] = await at.sql(`SELECT next_attempt_at, attempts FROM message WHERE kind = 'displacement'`);
  expect(held).toEqual({ next_attempt_at: morning, attempts: 0 });
  await makeDue(at);
  expect(await claim(at, 10)).toMatchObject([{ kind: 'displacement' }]);
});

test('a person reads in order what happened: the next message waits until the one before it is settled', async () => {
  const [first] = await book(at, 1);
  await book(at, 1, first?.personKey);
  const [before, ...none] = await claim(at);
  expect(none).toEqual([]);
  expect(before).toMatchObject({ bookingId: first?.id });
  await makeDue(at);
  expect(await claim(at)).toEqual([]);
  await claimDoubts(at.store, 1);
  await markSent(at.store, [{ id: before?.id ?? '', carrier: CARRIER, carrierMessageId: 'c1' }]);
  await makeDue(at);
  expect(await claim(at)).toHaveLength(1);
});

test('two notifiers at the same time keep a person’s order too', async () => {
  for (let person = 0; person < 10; person += 1) {
    await book(at, 1, `person-${person}`);
    await book(at, 1, `person-${person}`);
  }
  const claims = (await Promise.all([claim(at, 7), claim(at, 7), claim(at, 7)])).flat();
  const people = claims.map(({ personKey }) => personKey);
  expect(new Set(people).size).toBe(people.length);
});

test('anything can be set aside: no value is too strange or too long', async () => {
  for (const payload of [undefined, null, 'a\0b', { half: '\uD800', long: 'x'.repeat(100_000) }]) {
    await setAside(at.store, { jobId: 'job\0', reason: `why ${'y'.repeat(10_000)}`, payload });
  }
  const rows = await at.sql<{ payload: string }>('SELECT payload FROM set_aside ORDER BY id');
  expect(rows.slice(0, 3)).toEqual([{ payload: 'undefined' }, { payload: 'null' }, { payload: '"a\\u0000b"' }]);
  expect(rows[3]?.payload.length).toBeLessThan(20_000);
});
