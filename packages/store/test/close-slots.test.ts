import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { BookingView } from '@sunbeon/core';
import {
  availableSlots,
  bookedNumbers,
  bookingsOf,
  cancelBooking,
  clearClosedSlots,
  closeSlots,
  decideBookings,
  generateSlots,
  lapseOffers,
  listWindows,
  moveBooking,
  offerDisplaced,
  settleOffer,
  windowsWithDisplaced,
} from '../src/index.ts';
import {
  booked,
  citizen,
  expectClosedSlotsEmpty,
  expectWhole,
  messagesOf,
  problemOf,
  staff,
  takenOf,
} from './a-booking.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

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

const closing = { actor: staff, reason: 'the fridge broke' };
const close = (slotIds: readonly string[]) => closeSlots(at.store, { slotIds }, closing);

async function ownOf(personKey: string): Promise<BookingView | undefined> {
  return (await bookingsOf(at.store, personKey)).bookings[0];
}

/** Lets the offers made to these bookings run out. */
async function runOut(...bookingIds: readonly string[]): Promise<void> {
  await at.sql(
    `UPDATE offer SET expires_at = now() - interval '1 second' WHERE state = 'open' AND booking_id = ANY ($1)`,
    [bookingIds],
  );
}

test('c06: who is booked in a slot that closes keeps the booking and is offered the nearest free time', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 2, 1] });
  const [far = '', , closed = '', near = ''] = slots;
  const first = await booked(at, windowId, closed, 1);
  const second = await booked(at, windowId, closed, 2);
  expect(await close([closed])).toEqual({ slots: 1, displaced: 2, offered: 2 });
  expect(await close([closed])).toEqual({ slots: 0, displaced: 0, offered: 0 });
  const offered = await ownOf(first.personKey);
  expect(offered).toMatchObject({ id: first.id, number: first.number, state: 'displaced', slotId: closed });
  // As far as the other neighbour, and earlier.
  expect(offered?.offer?.slot).toMatchObject({ id: slots[1], siteName: '가병원' });
  const days = (Date.parse(offered?.offer?.expiresAt ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(3, 2);
  expect((await ownOf(second.personKey))?.offer?.slot.id).toBe(near);
  expect(await messagesOf(at, first.id)).toEqual(['confirmation', 'offer']);
  expect(await takenOf(at, slots)).toEqual([0, 1, 0, 1]);
  expect(far).not.toBe('');
});

test('whoever is left without a free slot keeps the right of priority, and has the next seat that is given back', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3, 1] });
  const [closed = '', other = ''] = slots;
  const [late, early] = [await booked(at, windowId, closed, 9), await booked(at, windowId, closed, 3)];
  const neighbour = await booked(at, windowId, other, 5);
  expect(await close([closed])).toEqual({ slots: 1, displaced: 2, offered: 0 });
  expect(await messagesOf(at, early.id)).toEqual(['confirmation', 'displacement']);
  expect(await offerDisplaced(at.store, windowId)).toEqual({ offered: 0, reached: null });
  expect((await bookedNumbers(at.store, windowId)).toSorted((a, b) => a - b)).toEqual([3, 5, 9]);
  await cancelBooking(at.store, { bookingId: neighbour.id, personKey: neighbour.personKey, actor: citizen });
  expect((await ownOf(early.personKey))?.offer?.slot.id).toBe(other);
  expect((await ownOf(late.personKey))?.offer).toBeUndefined();
  const stranger = aRequest({ windowId, choices: [other] });
  expect((await decideBookings(at.store, [stranger])).get(stranger.requestId)).toMatchObject({ code: 'slot-full' });
  expect(await messagesOf(at, early.id)).toEqual(['confirmation', 'displacement', 'offer']);
});

test('a seat that somebody leaves for another goes to who is displaced and next in line, in the same step', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [closed = '', left = ''] = slots;
  const waiting = await booked(at, windowId, closed, 3);
  const { id: bookingId, personKey } = await booked(at, windowId, left, 5);
  expect(await close([closed])).toMatchObject({ displaced: 1, offered: 0 });
  const added = await at.sql<{ id: string }>(
    `INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
     SELECT window_id, site_id, starts_at + interval '90 days', product, 1 FROM slot WHERE id = $1 RETURNING id`,
    [left],
  );
  await moveBooking(at.store, { bookingId, personKey, slotId: added[0]?.id ?? '', actor: citizen });
  expect((await ownOf(waiting.personKey))?.offer?.slot.id).toBe(left);
});

test('whoever stands behind those for whom there is no slot is reached all the same, a call at a time', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 0] });
  const [stranded = '', closed = '', added = ''] = slots;
  await booked(at, windowId, stranded, 1);
  const behind = await booked(at, windowId, closed, 2);
  await at.sql(`UPDATE slot SET product = '다른 백신' WHERE id = $1`, [stranded]);
  await close([stranded, closed]);
  await at.sql('UPDATE slot SET capacity = 1 WHERE id = $1', [added]);
  expect(await offerDisplaced(at.store, windowId, { most: 1 })).toEqual({ offered: 0, reached: 1 });
  expect(await offerDisplaced(at.store, windowId, { most: 1, after: 1 })).toEqual({ offered: 1, reached: 2 });
  expect((await ownOf(behind.personKey))?.offer?.slot.id).toBe(added);
  expect(await offerDisplaced(at.store, windowId, { most: 1, after: 2 })).toEqual({ offered: 0, reached: null });
});

test('an offer that is accepted is a confirmed booking; accepting again gives the same answer', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [closed = '', other = ''] = slots;
  const { id: bookingId, personKey } = await booked(at, windowId, closed);
  const accepting = { bookingId, personKey, accept: true };
  expect(await problemOf(settleOffer(at.store, accepting))).toBe('offer-unknown');
  await close([closed]);
  expect(await problemOf(settleOffer(at.store, { ...accepting, personKey: 'N'.repeat(22) }))).toBe('booking-unknown');
  const accepted = await settleOffer(at.store, accepting);
  expect(accepted).toMatchObject({ state: 'confirmed', slotId: other });
  expect(accepted.offer).toBeUndefined();
  expect(await settleOffer(at.store, accepting)).toEqual(accepted);
  expect(await problemOf(settleOffer(at.store, { ...accepting, accept: false }))).toBe('offer-unknown');
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation', 'offer', 'move']);
  expect(await takenOf(at, slots)).toEqual([0, 1]);
});

test('who declines keeps the right of priority, the seat goes to the next in line, and declining twice declines once', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 1] });
  const [closed = '', other = ''] = slots;
  const [first, second] = [await booked(at, windowId, closed, 1), await booked(at, windowId, closed, 2)];
  expect(await close([closed])).toMatchObject({ displaced: 2, offered: 1 });
  const declining = { bookingId: first.id, personKey: first.personKey, accept: false };
  const declined = await settleOffer(at.store, declining);
  expect(declined).toMatchObject({ state: 'displaced', slotId: closed });
  expect(declined.offer).toBeUndefined();
  expect((await ownOf(second.personKey))?.offer?.slot.id).toBe(other);
  const more = await aWindowWithSlots(at.store, { campaignId: windowId, capacities: [1] });
  await offerDisplaced(at.store, windowId);
  expect(await settleOffer(at.store, declining)).toEqual(declined);
  expect(await moveBooking(at.store, { ...declining, slotId: more.slots[0] ?? '', actor: citizen })).toMatchObject({
    state: 'confirmed',
    windowId: more.windowId,
    slotId: more.slots[0],
  });
  expect(await messagesOf(at, first.id)).toEqual(['confirmation', 'offer', 'displacement', 'move']);
  expect(await bookedNumbers(at.store, windowId)).toContain(1);
  expect(await bookedNumbers(at.store, more.windowId)).toEqual([]);
});

test('an offer nobody answers in time is offered to the next in line, and its owner another slot, three times at most', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1, 1, 1] });
  const [closed = '', ...others] = slots;
  const { id: bookingId, personKey } = await booked(at, windowId, closed);
  await close([closed]);
  expect(await lapseOffers(at.store, 100)).toBe(0);
  const seen: (string | undefined)[] = [];
  for (let round = 0; round < 4; round += 1) {
    seen.push((await ownOf(personKey))?.offer?.slot.id);
    await runOut(bookingId);
    const late = settleOffer(at.store, { bookingId, personKey, accept: true });
    expect(await problemOf(late)).toBe('offer-lapsed');
    expect(await lapseOffers(at.store, 100)).toBe(round < 3 ? 1 : 0);
  }
  expect(seen).toEqual([...others.slice(0, 3), undefined]);
  expect(await offerDisplaced(at.store, windowId)).toEqual({ offered: 0, reached: null });
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation', 'offer', 'offer', 'offer', 'displacement']);
  expect(await takenOf(at, slots)).toEqual([0, 0, 0, 0, 0]);
  const moved = moveBooking(at.store, { bookingId, personKey, slotId: others[3] ?? '', actor: citizen });
  expect(await moved).toMatchObject({ state: 'confirmed' });
});

test('a seat whose offer ran out goes to the next in line in the same step', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 1] });
  const [closed = '', other = ''] = slots;
  const [first, second] = [await booked(at, windowId, closed, 1), await booked(at, windowId, closed, 2)];
  await close([closed]);
  await runOut(first.id);
  expect(await lapseOffers(at.store, 100)).toBe(1);
  expect((await ownOf(second.personKey))?.offer?.slot.id).toBe(other);
  expect(await ownOf(first.personKey)).toMatchObject({ state: 'displaced' });
});

test('an offer ends twelve hours before its slot begins, and one that could not last an hour is not made', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const [closed = '', soon = '', later = ''] = slots;
  await at.sql(
    `UPDATE slot SET starts_at = date_trunc('second', now()) + make_interval(mins => given.minutes)
     FROM (VALUES ($1::bigint, 600), ($2, 770), ($3, 2 * 1440)) given (id, minutes) WHERE slot.id = given.id`,
    slots,
  );
  await at.sql('UPDATE slot SET book_until = starts_at WHERE window_id = $1', [windowId]);
  const { personKey } = await booked(at, windowId, closed);
  await close([closed]);
  const offer = (await ownOf(personKey))?.offer;
  expect(offer?.slot.id).toBe(later);
  expect(offer?.slot.id).not.toBe(soon);
  expect(Date.parse(offer?.slot.startsAt ?? '') - Date.parse(offer?.expiresAt ?? '')).toBe(12 * 3_600_000);
});

test('an offer of a slot that closes too is replaced', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const [closed = '', next = '', last = ''] = slots;
  const { id: bookingId, personKey } = await booked(at, windowId, closed);
  await close([closed]);
  expect((await ownOf(personKey))?.offer?.slot.id).toBe(next);
  expect(await close([next])).toEqual({ slots: 1, displaced: 0, offered: 1 });
  expect((await ownOf(personKey))?.offer?.slot.id).toBe(last);
  expect(await close([last])).toEqual({ slots: 1, displaced: 0, offered: 0 });
  expect(await ownOf(personKey)).toMatchObject({ state: 'displaced' });
  expect(await messagesOf(at, bookingId)).toEqual(['confirmation', 'offer', 'offer', 'displacement']);
});

test('who is displaced may cancel, which frees what was on offer', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const { id: bookingId, personKey } = await booked(at, windowId, slots[0] ?? '');
  await close(slots.slice(0, 1));
  const cancelled = await cancelBooking(at.store, { bookingId, personKey, actor: citizen });
  expect(cancelled).toMatchObject({ state: 'cancelled' });
  expect(cancelled.offer).toBeUndefined();
  expect(await takenOf(at, slots)).toEqual([0, 0]);
  expect(await offerDisplaced(at.store, windowId)).toEqual({ offered: 0, reached: null });
});

test('c06: a closing whose process died is seen through, and people wait for no one to call it again', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 2] });
  const [closed = ''] = slots;
  const [first, second] = [await booked(at, windowId, closed, 1), await booked(at, windowId, closed, 2)];
  await at.sql(`UPDATE slot SET closed_at = now() WHERE id = $1`, [closed]);
  expect(await clearClosedSlots(at.store)).toEqual({ displaced: 0, offered: 0 });
  await at.sql(`UPDATE slot SET closed_at = now() - interval '3 minutes' WHERE id = $1`, [closed]);
  expect(await clearClosedSlots(at.store)).toEqual({ displaced: 2, offered: 2 });
  for (const { personKey } of [first, second]) expect(await ownOf(personKey)).toMatchObject({ state: 'displaced' });
  expect(await windowsWithDisplaced(at.store)).toContain(windowId);
});

test('a site is closed with all its slots, those of one window, or those laid out later; nothing there is shown or booked', async () => {
  const plan = { days: 1, timesPerDay: 2, capacity: 2, product: '백신', sites: 3 };
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const other = await aWindowWithSlots(at.store, { capacities: [] });
  for (const window of [windowId, other.windowId]) await generateSlots(at.store, { windowId: window, ...plan });
  const slots = await at.sql<{ id: string }>(
    `SELECT id FROM slot WHERE site_id = 's3' AND window_id = $1 ORDER BY starts_at`,
    [windowId],
  );
  const { personKey } = await booked(at, windowId, slots[0]?.id ?? '');
  expect(await closeSlots(at.store, { siteId: 's3', windowId }, closing)).toEqual({
    slots: 2,
    displaced: 1,
    offered: 1,
  });
  // The same time at a neighbour rather than another time far away: there is no other at the same site any more.
  expect((await ownOf(personKey))?.offer?.slot.siteName).not.toBe('다병원');
  const shown = async (id: string) => {
    const sites = await availableSlots(at.store, id, ['s1', 's2', 's3']);
    return sites.map((site) => site.id).toSorted((a, b) => a.localeCompare(b));
  };
  expect(await shown(windowId)).toEqual(['s1', 's2']);
  expect(await shown(other.windowId)).toEqual(['s1', 's2', 's3']);
  expect((await listWindows(at.store)).find(({ id }) => id === windowId)).toMatchObject({ remaining: 7 });
  expect(await closeSlots(at.store, { siteId: 's3' }, closing)).toEqual({ slots: 2, displaced: 0, offered: 0 });
  await generateSlots(at.store, { windowId: other.windowId, ...plan, timesPerDay: 3 });
  expect(await shown(other.windowId)).toEqual(['s1', 's2']);
  const late = aRequest({ windowId, choices: [slots[1]?.id ?? ''] });
  expect((await decideBookings(at.store, [late])).get(late.requestId)).toMatchObject({ code: 'slot-unknown' });
  expect(await problemOf(closeSlots(at.store, { siteId: 'nowhere' }, closing))).toBe('slot-unknown');
  expect(await problemOf(close(['999999999999']))).toBe('slot-unknown');
  const [entry] = await at.sql(
    `SELECT actor, details FROM audit_entry WHERE action = 'slots.close' AND subject = 's3' ORDER BY id`,
  );
  expect(entry).toMatchObject({ actor: 'staff-key', details: { by: 'staff', reason: 'the fridge broke', closed: 2 } });
});
