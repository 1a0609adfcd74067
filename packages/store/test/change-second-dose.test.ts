import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { BookingView } from '@sunbeon/core';
import { bookingsOf, cancelBooking, closeSlots, decisionsOf, moveBooking, settleOffer } from '../src/index.ts';
import { type Booked, booked, citizen, expectWhole, messagesOf, problemOf, staff, takenOf } from './a-booking.ts';
import { aStore, type TestStore } from './a-store.ts';
import { laidOut } from './laid-out.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterEach(() => expectWhole(at));
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const on = (day: string, capacity = 1, hour = '00') => ({ startsAt: `2021-${day}T${hour}:00Z`, capacity });
const lay = (...slots: ReturnType<typeof on>[]) => laidOut(at.store, { secondDoseAfterDays: 21, slots });
const closing = { actor: staff, reason: 'flooded' };

/** Both doses, the second of which must be there. */
async function bookedTwice(windowId: string, slot: string): Promise<[Booked, BookingView]> {
  const made = await booked(at, windowId, slot);
  if (made.secondDose === undefined) throw new Error('no second dose');
  return [made, made.secondDose];
}

const move = (booking: BookingView, { personKey }: Booked, slotId = '') =>
  moveBooking(at.store, { bookingId: booking.id, personKey, slotId, actor: citizen });

async function slotsOf({ personKey }: Booked): Promise<string[]> {
  const { bookings } = await bookingsOf(at.store, personKey);
  return bookings.map(({ state, slotId, offer }) => `${state} ${slotId} ${offer?.slot.id ?? '-'}`);
}

test('who cancels the first dose has no second; who cancels the second keeps the first', async () => {
  const { windowId, slots } = await lay(on('08-16', 2), on('09-06', 2));
  const [slot = ''] = slots;
  const [first, second] = await bookedTwice(windowId, slot);
  await cancelBooking(at.store, { bookingId: first.id, personKey: first.personKey, actor: citizen });
  expect(await slotsOf(first)).toEqual([`cancelled ${slot} -`, `cancelled ${slots[1]} -`]);
  expect(await messagesOf(at, second.id)).toEqual(['confirmation', 'cancellation']);
  const [other, later] = await bookedTwice(windowId, slot);
  await cancelBooking(at.store, { bookingId: later.id, personKey: other.personKey, actor: citizen });
  expect(await slotsOf(other)).toEqual([`confirmed ${slot} -`, `cancelled ${slots[1]} -`]);
  expect(await takenOf(at, slots)).toEqual([1, 0]);
});

test('moving the first dose moves the second along, each with its message', async () => {
  const { windowId, slots } = await lay(
    on('08-16'),
    on('08-18'),
    on('09-06'),
    on('09-08', 1, '03'),
    on('09-08', 1, '01'),
  );
  const [from = '', to = '', , , near] = slots;
  const [first, second] = await bookedTwice(windowId, from);
  expect(await move(first, first, to)).toMatchObject({ slotId: to });
  expect(await slotsOf(first)).toEqual([`confirmed ${to} -`, `confirmed ${near} -`]);
  expect(await messagesOf(at, first.id)).toEqual(['confirmation', 'move']);
  expect(await messagesOf(at, second.id)).toEqual(['confirmation', 'move']);
  expect(await takenOf(at, slots)).toEqual([0, 1, 0, 0, 1]);
  const decided = await decisionsOf(at.store, [await requestOf(first)]);
  expect([...decided.values()]).toMatchObject([{ booking: { slotId: to }, secondDose: { dose: 2, slotId: near } }]);
});

async function requestOf({ id }: Booked): Promise<string> {
  const [row] = await at.sql<{ request_id: string }>('SELECT request_id FROM booking WHERE id = $1', [id]);
  return row?.request_id ?? '';
}

test('a second dose that is right for the new first one stays, although its slot is full', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-16', 1, '02'), on('09-06'));
  const [from = '', to = '', second] = slots;
  const [first, later] = await bookedTwice(windowId, from);
  await move(first, first, to);
  expect(await slotsOf(first)).toEqual([`confirmed ${to} -`, `confirmed ${second} -`]);
  expect(await messagesOf(at, later.id)).toEqual(['confirmation']);
});

test('neither dose is moved when there is none for the second', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-18'), on('09-06'), on('09-08', 0));
  const [from = '', to] = slots;
  const [first] = await bookedTwice(windowId, from);
  expect(await problemOf(move(first, first, to))).toBe('no-second-dose');
  expect(await slotsOf(first)).toEqual([`confirmed ${from} -`, `confirmed ${slots[2]} -`]);
  expect(await takenOf(at, slots)).toEqual([1, 0, 1, 0]);
});

test('the second dose may be moved alone, never before its interval is over, never to another vaccine', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('09-05'), on('09-06'), on('09-30'), on('09-29'));
  const [slot = '', early, , late = '', other] = slots;
  const [first, second] = await bookedTwice(windowId, slot);
  await at.sql(`UPDATE slot SET product = '다른 백신' WHERE id = $1`, [other]);
  expect(await problemOf(move(second, first, early))).toBe('second-dose-too-early');
  expect(await problemOf(move(second, first, other))).toBe('slot-unknown');
  expect(await move(second, first, late)).toMatchObject({ slotId: late, dose: 2 });
  expect(await slotsOf(first)).toEqual([`confirmed ${slot} -`, `confirmed ${late} -`]);
});

test('a displaced first dose is offered a time the second can stay with, if there is one', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-17'), on('08-13'), on('09-06'));
  const [closed = '', , before] = slots;
  const [first, second] = await bookedTwice(windowId, closed);
  await closeSlots(at.store, { slotIds: [closed] }, closing);
  expect(await slotsOf(first)).toEqual([`displaced ${closed} ${before}`, `confirmed ${slots[3]} -`]);
  await settleOffer(at.store, { bookingId: first.id, personKey: first.personKey, accept: true });
  expect(await slotsOf(first)).toEqual([`confirmed ${before} -`, `confirmed ${slots[3]} -`]);
  expect(await messagesOf(at, second.id)).toEqual(['confirmation']);
});

test('else the second is moved along when the offer is accepted, and the offer stays open when it cannot be', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-18'), on('09-06'), on('09-08'));
  const [closed = '', next, , due = ''] = slots;
  const [first, second] = await bookedTwice(windowId, closed);
  await closeSlots(at.store, { slotIds: [closed] }, closing);
  const accepting = { bookingId: first.id, personKey: first.personKey, accept: true };
  await at.sql('UPDATE slot SET capacity = 0 WHERE id = $1', [due]);
  expect(await problemOf(settleOffer(at.store, accepting))).toBe('no-second-dose');
  expect(await slotsOf(first)).toEqual([`displaced ${closed} ${next}`, `confirmed ${slots[2]} -`]);
  await at.sql('UPDATE slot SET capacity = 1 WHERE id = $1', [due]);
  expect(await settleOffer(at.store, accepting)).toMatchObject({ state: 'confirmed', slotId: next });
  expect(await slotsOf(first)).toEqual([`confirmed ${next} -`, `confirmed ${due} -`]);
  expect(await messagesOf(at, second.id)).toEqual(['confirmation', 'move']);
});

test('a displaced second dose is offered no time before its interval is over, and goes along when the first is moved', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-20'), on('09-05'), on('09-06'), on('09-09'), on('09-10'));
  const [slot = '', to = '', , closed = '', next, due] = slots;
  const [first, second] = await bookedTwice(windowId, slot);
  await closeSlots(at.store, { slotIds: [closed] }, closing);
  expect(await slotsOf(first)).toEqual([`confirmed ${slot} -`, `displaced ${closed} ${next}`]);
  await move(first, first, to);
  expect(await slotsOf(first)).toEqual([`confirmed ${to} -`, `confirmed ${due} -`]);
  expect(await messagesOf(at, second.id)).toEqual(['confirmation', 'offer', 'move']);
  expect(await takenOf(at, slots)).toEqual([0, 1, 0, 0, 0, 1]);
});

test('both doses are of one vaccine, whichever of them was displaced before the first is moved', async () => {
  for (const closed of [0, 2]) {
    const { windowId, slots } = await lay(
      on('08-16'),
      on('08-16', 1, '03'),
      on('09-06'),
      on('09-08'),
      on('09-06', 0, '03'),
    );
    const [slot = '', to = '', , , later = ''] = slots;
    const [first] = await bookedTwice(windowId, slot);
    await at.sql(`UPDATE slot SET product = '다른 백신' WHERE id = ANY ($1)`, [[to, later]]);
    await closeSlots(at.store, { slotIds: slots.slice(closed, closed + 1) }, closing);
    expect(await problemOf(move(first, first, to))).toBe('no-second-dose');
    await at.sql('UPDATE slot SET capacity = 1 WHERE id = $1', [later]);
    expect(await move(first, first, to)).toMatchObject({ state: 'confirmed', product: '다른 백신' });
    expect(await slotsOf(first)).toEqual([`confirmed ${to} -`, `confirmed ${later} -`]);
    expect(await takenOf(at, slots)).toEqual([0, 1, 0, 0, 1]);
  }
});

test('when both doses are displaced, both are offered, the interval between them kept', async () => {
  const { windowId, slots } = await lay(on('08-16'), on('08-19'), on('09-06'), on('09-08'), on('09-10'));
  const [closed = '', next, later = '', , due] = slots;
  const [first] = await bookedTwice(windowId, closed);
  await closeSlots(at.store, { slotIds: [closed, later] }, closing);
  expect(await slotsOf(first)).toEqual([`displaced ${closed} ${next}`, `displaced ${later} ${due}`]);
  await cancelBooking(at.store, { bookingId: first.id, personKey: first.personKey, actor: citizen });
  expect(await takenOf(at, slots)).toEqual([0, 0, 0, 0, 0]);
});
