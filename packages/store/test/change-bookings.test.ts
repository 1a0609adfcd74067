import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import {
  bookingsOf,
  cancelBooking,
  changeWindow,
  decideBookings,
  decisionsOf,
  findBookings,
  moveBooking,
} from '../src/index.ts';
import { agent, booked, citizen, expectWhole, messagesOf, problemOf, takenOf } from './a-booking.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

const NOBODY = 'N'.repeat(22);

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterEach(() => expectWhole(at));
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

test('a cancelled booking gives its seat back, tells the person once, and may be cancelled again', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const { id: bookingId, personKey, ...made } = await booked(at, windowId, slots[0] ?? '');
  const cancel = { bookingId, personKey, actor: citizen };
  const cancelled = await cancelBooking(at.store, cancel);
  expect(cancelled).toMatchObject({ id: bookingId, number: made.number, state: 'cancelled', slotId: slots[0] });
  expect(await cancelBooking(at.store, cancel)).toEqual(cancelled);
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation', 'cancellation']);
  expect(await takenOf(at, slots)).toEqual([0]);
  expect(await problemOf(moveBooking(at.store, { ...cancel, slotId: slots[0] ?? '' }))).toBe('booking-cancelled');
});

test('a seat that was given back is booked by the next, and who gave it back may book again', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const [slot = ''] = slots;
  const first = await booked(at, windowId, slot);
  await cancelBooking(at.store, { bookingId: first.id, personKey: first.personKey, actor: citizen });
  const second = await booked(at, windowId, slot);
  await cancelBooking(at.store, { bookingId: second.id, personKey: second.personKey, actor: citizen });
  const again = aRequest({ windowId, choices: slots, personKey: first.personKey });
  expect((await decideBookings(at.store, [again])).get(again.requestId)).toMatchObject({ state: 'confirmed' });
});

test('a move takes the new seat, leaves the old one, and tells the person once', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [from = '', to = ''] = slots;
  const { id: bookingId, personKey, number } = await booked(at, windowId, from);
  const move = { bookingId, personKey, slotId: to, actor: citizen };
  const moved = await moveBooking(at.store, move);
  expect(moved).toMatchObject({
    id: bookingId,
    number,
    slotId: to,
    state: 'confirmed',
    startsAt: '2021-08-16T01:00:00.000Z',
  });
  expect(await moveBooking(at.store, move)).toEqual(moved);
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation', 'move']);
  expect(await takenOf(at, slots)).toEqual([0, 1]);
  expect(await bookingsOf(at.store, personKey)).toMatchObject({ bookings: [{ slotId: to, message: 'queued' }] });
});

test('a move to where there is nothing changes nothing and says what is free instead', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 0, 1] });
  const [own = '', taken = '', full = '', free = ''] = slots;
  await booked(at, windowId, taken);
  const { id: bookingId, personKey } = await booked(at, windowId, own);
  const refused = await moveBooking(at.store, { bookingId, personKey, slotId: full, actor: citizen }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({ code: 'slot-full', facts: { alternatives: [{ id: free }] } });
  const elsewhere = await aWindowWithSlots(at.store);
  for (const slotId of ['999999999999', 'x', elsewhere.slots[0] ?? '']) {
    expect(await problemOf(moveBooking(at.store, { bookingId, personKey, slotId, actor: citizen }))).toBe(
      'slot-unknown',
    );
  }
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation']);
  expect(await takenOf(at, slots)).toEqual([1, 1, 0, 0]);
});

test('nobody changes what is not theirs', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [own = '', other = ''] = slots;
  const { id } = await booked(at, windowId, own);
  for (const bookingId of [id, '00000000-0000-4000-8000-000000000000', 'no id']) {
    const theirs = { bookingId, personKey: NOBODY, actor: citizen };
    expect(await problemOf(cancelBooking(at.store, theirs))).toBe('booking-unknown');
    expect(await problemOf(moveBooking(at.store, { ...theirs, slotId: other }))).toBe('booking-unknown');
  }
  expect(await takenOf(at, slots)).toEqual([1, 0]);
});

test('until its time a booking can be changed, also while the window is paused or closed; then no more', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const [first = '', second = '', third = ''] = slots;
  const { id: bookingId, personKey } = await booked(at, windowId, first);
  const own = { bookingId, personKey, actor: citizen };
  await changeWindow(at.store, windowId, { kind: 'pause' });
  expect(await moveBooking(at.store, { ...own, slotId: second })).toMatchObject({ slotId: second });
  await changeWindow(at.store, windowId, { kind: 'close' });
  expect(await moveBooking(at.store, { ...own, slotId: first })).toMatchObject({ slotId: first });
  await at.sql(`UPDATE slot SET book_until = now() WHERE id = $1`, [third]);
  expect(await problemOf(moveBooking(at.store, { ...own, slotId: third }))).toBe('slot-unknown');
  await at.sql(`UPDATE slot SET book_until = now() WHERE id = $1`, [first]);
  expect(await problemOf(moveBooking(at.store, { ...own, slotId: second }))).toBe('booking-past');
  expect(await problemOf(cancelBooking(at.store, own))).toBe('booking-past');
  expect(await takenOf(at, slots)).toEqual([1, 0, 0]);
});

test('what an agent does is on record with the reason; what people do themselves is not', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [from = '', to = ''] = slots;
  const { id: bookingId, personKey, number } = await booked(at, windowId, from);
  await moveBooking(at.store, { bookingId, personKey, slotId: to, actor: citizen });
  const byAgent = { bookingId, personKey: null, actor: agent };
  await moveBooking(at.store, { ...byAgent, slotId: from, reason: 'asked by phone' });
  await cancelBooking(at.store, { ...byAgent, reason: 'asked by phone' });
  await cancelBooking(at.store, byAgent);
  const entries = await at.sql('SELECT actor, action, details FROM audit_entry WHERE subject = $1 ORDER BY id', [
    bookingId,
  ]);
  const details = { by: 'agent', number, reason: 'asked by phone' };
  expect(entries).toEqual([
    { actor: 'agent-7', action: 'booking.move', details: { ...details, from: to, to: from } },
    { actor: 'agent-7', action: 'booking.cancel', details: { ...details, slot: from } },
  ]);
});

test('staff find a booking by its number as it is read out, by phone and by person', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const { id, number, personKey } = await booked(at, windowId, slots[0] ?? '');
  await at.sql('UPDATE booking SET phone_index = $2 WHERE id = $1', [id, 'index of a phone']);
  const read = number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
  for (const search of [{ number }, { number: read }, { phoneIndex: 'index of a phone' }, { personKey }]) {
    expect(await findBookings(at.store, search)).toMatchObject([
      { id, number, personKey, version: 1, message: 'queued' },
    ]);
  }
  expect(await findBookings(at.store, { number: 'K7QM-3X9T-2PAD' })).toEqual([]);
});

test('decisions are found by request id as they were given, and missing where there are none', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 0, 1] });
  const [taken = '', full = '', free = ''] = slots;
  const asked = [[taken], [full], ['999999999999']].map((choices) => aRequest({ windowId, choices }));
  const decided = await decideBookings(at.store, asked);
  const ids = asked.map(({ requestId }) => requestId);
  const found = await decisionsOf(at.store, [...ids, ...ids, 'r-never-heard-of']);
  expect(found).toEqual(decided);
  expect(found.get(ids[1] ?? '')).toMatchObject({ code: 'slot-full', alternatives: [{ id: free }] });
  expect(await decisionsOf(at.store, [])).toEqual(new Map());
});
