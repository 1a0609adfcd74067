import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import {
  bookingsOf,
  cancelBooking,
  closeSlots,
  decideBookings,
  reduceSlot,
  setSlotCapacity,
  settleOffer,
} from '../src/index.ts';
import { booked, citizen, expectWhole, messagesOf, problemOf, staff, takenOf } from './a-booking.ts';
import { aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';
import { linedUp } from './lined-up.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterEach(async () => {
  await expectWhole(at);
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const why = { actor: staff, reason: 'a doctor is ill' };
const set = (slotId: string, capacity: number) => setSlotCapacity(at.store, { slotId, capacity, ...why });
const reduce = (slotId: string, capacity: number, dryRun = false) =>
  reduceSlot(at.store, { slotId, capacity, dryRun, ...why });
const ownOf = async ({ personKey }: { personKey: string }) => (await bookingsOf(at.store, personKey)).bookings[0];

async function bookedInOrder(windowId: string, slotId: string, numbers: readonly number[]) {
  const people = [];
  for (const number of numbers) people.push(await booked(at, windowId, slotId, number));
  return people;
}

test('a slot has never less room than is taken, and says whom less room would displace', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [5] });
  const [slot = ''] = slots;
  const [two, nine, four] = await bookedInOrder(windowId, slot, [2, 9, 4]);
  expect(await set(slot, 3)).toEqual({ id: slot, capacity: 3, taken: 3 });
  const refused = await set(slot, 1).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Problem);
  expect(refused).toMatchObject({
    code: 'capacity-below-booked',
    facts: { taken: 3, affected: [nine?.number, four?.number] },
  });
  expect(await problemOf(set('999999', 1))).toBe('slot-unknown');
  expect(await set(slot, 6)).toMatchObject({ capacity: 6 });
  await set(slot, 6);
  const trail = await at.sql(
    "SELECT details FROM audit_entry WHERE action = 'slot.capacity' AND subject = $1 ORDER BY id",
    [slot],
  );
  expect(trail).toHaveLength(2);
  expect(trail[1]).toMatchObject({
    details: { reason: why.reason, before: { capacity: 3 }, after: { capacity: 6 }, by: 'staff', window: windowId },
  });
  expect((await ownOf(two ?? { personKey: '' }))?.state).toBe('confirmed');
});

test('less room than is taken displaces exactly the last in line, each offered another slot; a dry run says it first', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [4, 1, 5] });
  const [slot = '', near = '', farther = ''] = slots;
  const [one, seven, three, five] = await bookedInOrder(windowId, slot, [1, 7, 3, 5]);
  await booked(at, windowId, slots[2] ?? '', 2);
  const foreseen = await reduce(slot, 2, true);
  expect(foreseen.affected.map(({ number }) => number)).toEqual([seven?.number, five?.number]);
  expect(await takenOf(at, slots)).toEqual([4, 0, 1]);
  expect(await messagesOf(at, seven?.id ?? '')).toEqual(['confirmation']);
  expect(await at.sql('SELECT FROM audit_entry WHERE subject = $1', [slot])).toEqual([]);

  expect(await reduce(slot, 2)).toEqual({ ...foreseen, dryRun: false });
  expect(await takenOf(at, slots)).toEqual([2, 1, 2]);
  for (const kept of [one, three]) expect((await ownOf(kept ?? { personKey: '' }))?.state).toBe('confirmed');
  // The lower number of those who have to go is served first.
  expect((await ownOf(five ?? { personKey: '' }))?.offer?.slot.id).toBe(near);
  expect((await ownOf(seven ?? { personKey: '' }))?.offer?.slot.id).toBe(farther);
  expect(await messagesOf(at, seven?.id ?? '')).toEqual(['confirmation', 'offer']);
  expect(await reduce(slot, 2)).toMatchObject({ capacity: 2, taken: 2, affected: [] });
  const trail = await at.sql("SELECT details FROM audit_entry WHERE action = 'slot.reduce' AND subject = $1", [slot]);
  expect(trail).toHaveLength(1);
  expect(trail[0]).toMatchObject({
    details: {
      before: { capacity: 4, taken: 4 },
      after: { capacity: 2 },
      displaced: 2,
      offered: 2,
      reason: why.reason,
    },
  });
});

test('a seat kept for somebody counts as taken, is the first to go, and its owner is offered another', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 2, 1] });
  const [closed = '', kept = '', spare = ''] = slots;
  const displaced = await booked(at, windowId, closed, 1);
  const confirmed = await booked(at, windowId, kept, 8);
  await closeSlots(at.store, { slotIds: [closed] }, why);
  expect((await ownOf(displaced))?.offer?.slot.id).toBe(kept);
  expect(await problemOf(set(kept, 1))).toBe('capacity-below-booked');
  expect((await reduce(kept, 1)).affected).toMatchObject([{ number: displaced.number, offer: { siteName: '가병원' } }]);
  expect((await ownOf(displaced))?.offer?.slot.id).toBe(spare);
  expect((await ownOf(confirmed))?.state).toBe('confirmed');
  expect(await problemOf(set(closed, 5))).toBe('slot-closed');
  expect(await problemOf(reduce(closed, 0))).toBe('slot-closed');
});

test('who is displaced where nothing is free is told of the right of priority, and room that is added is theirs first', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3] });
  const [slot = ''] = slots;
  const [first, second, third] = await bookedInOrder(windowId, slot, [1, 2, 3]);
  expect((await reduce(slot, 1)).affected).toEqual([
    { number: third?.number, offer: null },
    { number: second?.number, offer: null },
  ]);
  expect(await messagesOf(at, third?.id ?? '')).toEqual(['confirmation', 'displacement']);
  expect(await set(slot, 2)).toEqual({ id: slot, capacity: 2, taken: 2 });
  expect((await ownOf(second ?? { personKey: '' }))?.offer?.slot.id).toBe(slot);
  await settleOffer(at.store, { bookingId: second?.id ?? '', personKey: second?.personKey ?? '', accept: true });
  await set(slot, 9);
  expect((await ownOf(third ?? { personKey: '' }))?.offer?.slot.id).toBe(slot);
  expect((await ownOf(first ?? { personKey: '' }))?.state).toBe('confirmed');
});

test('room taken away while people book: nobody is oversold, whoever came first', async () => {
  for (const capacity of [0, 2, 3]) {
    const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [4] });
    const [slot = ''] = slots;
    const group = requests(4, { windowId, choices: [slot] });
    const [ending, outcomes] = await linedUp(at, slots, 2, () =>
      Promise.all([problemOf(set(slot, capacity)), decideBookings(at.store, group)]),
    );
    const confirmed = [...outcomes.values()].filter(({ state }) => state === 'confirmed').length;
    expect(confirmed).toBe(ending === 'none' ? capacity : 4);
    expect(await takenOf(at, slots)).toEqual([confirmed]);
  }
});

test('a reduction while others cancel and book displaces exactly as many as have to go', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [6, 6] });
  const [slot = ''] = slots;
  const people = await bookedInOrder(windowId, slot, [1, 2, 3, 4, 5]);
  const last = people[4] ?? { id: '', personKey: '' };
  const group = requests(2, { windowId, choices: [slot] });
  await linedUp(at, [slot], 3, () =>
    Promise.all([
      cancelBooking(at.store, { bookingId: last.id, personKey: last.personKey, actor: citizen }),
      decideBookings(at.store, group),
      reduce(slot, 3),
    ]),
  );
  const [taken] = await takenOf(at, [slot]);
  expect(taken).toBe(3);
  expect(await at.sql("SELECT FROM booking WHERE slot_id = $1 AND state = 'displaced'", [slot])).not.toEqual([]);
  for (const [index, person] of people.slice(0, 2).entries()) {
    expect({ index, state: (await ownOf(person))?.state }).toEqual({ index, state: 'confirmed' });
  }
});
