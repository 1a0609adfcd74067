import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import {
  bookingsOf,
  cancelBooking,
  closeSlots,
  decideBookings,
  lapseOffers,
  moveBooking,
  settleOffer,
} from '../src/index.ts';
import {
  type Booked,
  booked,
  citizen,
  expectClosedSlotsEmpty,
  expectWhole,
  messagesOf,
  problemOf,
  staff,
  takenOf,
} from './a-booking.ts';
import { aRequest, aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';
import { linedUp } from './lined-up.ts';

/* Changes that really meet: each waits for a lock somebody holds, and all are let go at once. */

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterEach(async () => {
  await expectWhole(at);
  await expectClosedSlotsEmpty(at);
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const move = ({ id, personKey }: Booked, slotId: string) =>
  moveBooking(at.store, { bookingId: id, personKey, slotId, actor: citizen });
const cancel = ({ id, personKey }: Booked) => cancelBooking(at.store, { bookingId: id, personKey, actor: citizen });
const close = (slotId: string) => closeSlots(at.store, { slotIds: [slotId] }, { actor: staff, reason: 'no doctor' });

async function stateOf({ personKey }: Booked): Promise<string | undefined> {
  return (await bookingsOf(at.store, personKey)).bookings[0]?.state;
}

test('many move into the last seat, and one gets there', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [5, 1] });
  const [from = '', last = ''] = slots;
  const people = await Promise.all([1, 2, 3, 4, 5].map((number) => booked(at, windowId, from, number)));
  const endings = await linedUp(at, slots, people.length, () =>
    Promise.all(people.map((person) => problemOf(move(person, last)))),
  );
  expect(endings.toSorted((a, b) => a.localeCompare(b))).toEqual(['none', ...Array(4).fill('slot-full')]);
  expect(await takenOf(at, slots)).toEqual([4, 1]);
});

test('people who change places at the same moment wait for each other in no circle', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 2] });
  const [one = '', two = ''] = slots;
  const [first, second] = [await booked(at, windowId, one, 1), await booked(at, windowId, two, 2)];
  const endings = await linedUp(at, slots, 2, () =>
    Promise.all([problemOf(move(first, two)), problemOf(move(second, one))]),
  );
  expect(endings).toEqual(['none', 'none']);
  expect(await takenOf(at, slots)).toEqual([1, 1]);
});

test('a change that waited in a circle with others is made all the same', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1] });
  const person = await booked(at, windowId, slots[0] ?? '');
  const other = new Client({ connectionString: at.url });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query('SELECT FROM slot WHERE id = ANY ($1) FOR UPDATE', [slots]);
    const ending = problemOf(cancel(person));
    await eventually(async () => expect(await waiting()).toBe(1));
    // Who waited first notices the circle first.
    await other.query('SELECT pg_advisory_xact_lock(2, hashtext($1))', [person.personKey]);
    await other.query('COMMIT');
    expect(await ending).toBe('none');
  } finally {
    await other.end();
  }
  expect(await stateOf(person)).toBe('cancelled');
});

test('a booking that is moved and cancelled at once is cancelled, and every seat is free', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const person = await booked(at, windowId, slots[0] ?? '');
  const [moved, cancelled] = await linedUp(at, slots, 2, () =>
    Promise.all([problemOf(move(person, slots[1] ?? '')), problemOf(cancel(person))]),
  );
  expect(['none', 'booking-cancelled']).toContain(moved);
  expect(cancelled).toBe('none');
  expect(await stateOf(person)).toBe('cancelled');
  expect(await takenOf(at, slots)).toEqual([0, 0]);
});

test('the same change over many connections at once is made once', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const person = await booked(at, windowId, slots[0] ?? '');
  const five = <Result>(run: () => Promise<Result>) =>
    linedUp(at, slots, 5, () => Promise.all(Array.from({ length: 5 }, run)));
  for (const view of await five(() => move(person, slots[1] ?? ''))) expect(view).toMatchObject({ slotId: slots[1] });
  for (const view of await five(() => cancel(person))) expect(view).toMatchObject({ state: 'cancelled' });
  expect(await messagesOf(at, person.id)).toEqual(['confirmation', 'move', 'cancellation']);
});

test('a seat given back while a group wants it is booked once or is free', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1] });
  const person = await booked(at, windowId, slots[0] ?? '');
  const group = requests(4, { windowId, choices: slots });
  const [, outcomes] = await linedUp(at, slots, 2, () =>
    Promise.all([cancel(person), decideBookings(at.store, group)]),
  );
  const confirmed = [...outcomes.values()].filter(({ state }) => state === 'confirmed');
  expect(await takenOf(at, slots)).toEqual([confirmed.length]);
});

test('c06: a group that meets the closing of its slot books nobody there, or has them all displaced', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9, 9] });
    const [closed = ''] = slots;
    const groups = Array.from({ length: 3 }, () => requests(3, { windowId, choices: [closed] }));
    const [{ displaced }, ...decided] = await linedUp(at, slots, 4, () =>
      Promise.all([close(closed), ...groups.map((group) => decideBookings(at.store, group))]),
    );
    const endings = decided.flatMap((outcomes) => [...outcomes.values()]);
    const confirmed = endings.filter(({ state }) => state === 'confirmed');
    expect(displaced).toBe(confirmed.length);
    expect(endings.filter((ending) => ending.state === 'rejected' && ending.code === 'slot-unknown')).toHaveLength(
      9 - confirmed.length,
    );
    await expectClosedSlotsEmpty(at);
  }
});

test('a group that waited while its slot was closed books nobody there', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const asked = aRequest({ windowId, choices: slots });
  const outcomes = await linedUp(at, slots, 2, async () => {
    const closing = close(slots[0] ?? '');
    await eventually(async () => expect(await waiting()).toBe(1));
    const [decided] = await Promise.all([decideBookings(at.store, [asked]), closing]);
    return decided;
  });
  expect(outcomes.get(asked.requestId)).toMatchObject({ code: 'slot-unknown' });
});

/** Statements that wait for a lock. */
async function waiting(): Promise<number> {
  const rows = await at.sql(
    `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
  );
  return rows.length;
}

test('an offer that is accepted while its slot closes is a booking that was displaced, or another offer', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const [closed = '', offered = '', last = ''] = slots;
  const person = await booked(at, windowId, closed);
  await close(closed);
  const accepting = { bookingId: person.id, personKey: person.personKey, accept: true };
  await linedUp(at, slots, 2, () => Promise.all([problemOf(settleOffer(at.store, accepting)), close(offered)]));
  expect((await bookingsOf(at.store, person.personKey)).bookings).toMatchObject([
    { state: 'displaced', offer: { slot: { id: last } } },
  ]);
});

test('an offer that runs out while it is being accepted is accepted', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const person = await booked(at, windowId, slots[0] ?? '');
  await close(slots[0] ?? '');
  const accepting = { bookingId: person.id, personKey: person.personKey, accept: true };
  await linedUp(at, slots, 2, async () => {
    const accepted = settleOffer(at.store, accepting);
    await eventually(async () => expect(await waiting()).toBe(1));
    await at.sql(`UPDATE offer SET expires_at = now() - interval '1 second' WHERE booking_id = $1`, [person.id]);
    await Promise.all([accepted, lapseOffers(at.store, 10)]);
  });
  expect(await stateOf(person)).toBe('confirmed');
  expect(await messagesOf(at, person.id)).toEqual(['confirmation', 'offer', 'move']);
});

test('c17: nine seats close under thirty people who want them, and everybody who had one has an offer or is told', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9, 4] });
  const [nine = '', four = ''] = slots;
  const asked = requests(30, { windowId, choices: [nine] });
  await decideBookings(at.store, asked);
  expect(await close(nine)).toEqual({ slots: 1, displaced: 9, offered: 4 });
  const told = await at.sql(
    `SELECT request.number, message.kind FROM booking
     JOIN booking_request request USING (request_id) JOIN message ON booking_id = booking.id
     WHERE booking.window_id = $1 AND message.version = 2 ORDER BY request.number`,
    [windowId],
  );
  const kinds = [...Array(4).fill('offer'), ...Array(5).fill('displacement')];
  expect(told).toEqual(kinds.map((kind, index) => ({ number: index + 1, kind })));
  const stranger = aRequest({ windowId, choices: [four] });
  expect((await decideBookings(at.store, [stranger])).get(stranger.requestId)).toMatchObject({ code: 'slot-full' });
});
