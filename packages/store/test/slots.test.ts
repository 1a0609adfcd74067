import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, availabilitySchema, formatInSeoul, generateSlotsBodySchema, Problem } from '@sunbeon/core';
import { availabilityOf, bookingsOf, decideBookings, generateSlots, importSlots } from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const today = generateSlotsBodySchema.shape.from.unwrap().parse(formatInSeoul(new Date(), 'yyyy-MM-dd'));

async function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

test('slots can be booked until they begin; those of a day that is over have no limit', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const plan = { windowId, sites: 1, days: 1, timesPerDay: 1, capacity: 2, product: '백신' };
  await generateSlots(at.store, { ...plan, from: addDays(today, 3) });
  await generateSlots(at.store, { ...plan, from: addDays(today, -3) });
  const rows = await at.sql<{ past: boolean; book_until: Date | null; starts_at: Date }>(
    'SELECT starts_at < now() AS past, book_until, starts_at FROM slot WHERE window_id = $1 ORDER BY starts_at',
    [windowId],
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ past: true, book_until: null });
  expect(rows[1]?.book_until).toEqual(rows[1]?.starts_at);
});

test('doses are counted beyond what fits an integer', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const plan = { windowId, sites: 1, days: 1, timesPerDay: 2, capacity: 2_000_000_000, product: '백신', from: today };
  expect(await generateSlots(at.store, plan)).toEqual({ sites: 1, slots: 2, capacity: 4_000_000_000 });
});

test('generating again makes nothing new', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const plan = { windowId, sites: 3, days: 2, timesPerDay: 4, capacity: 10, product: '백신', from: today };
  expect(await generateSlots(at.store, plan)).toEqual({ sites: 3, slots: 24, capacity: 240 });
  expect(await generateSlots(at.store, plan)).toEqual({ sites: 0, slots: 0, capacity: 0 });
});

test('what cannot be laid out is refused', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const plan = { windowId, sites: 1, days: 1, timesPerDay: 1, capacity: 1, product: '백신' };
  expect(await problemOf(generateSlots(at.store, { ...plan, windowId: 'nowhere' }))).toBe('window-unknown');
  expect(await problemOf(generateSlots(at.store, { ...plan, sites: 4 }))).toBe('invalid-request');
  expect(await problemOf(generateSlots(at.store, { ...plan, sites: 20_000, days: 60 }))).toBe('invalid-request');
});

test('a file of slots is written whole or not at all', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { capacities: [] });
  const row = { site_id: 's2', starts_at: '2021-08-16T09:00:00+09:00', product: '백신', capacity: 4 };
  const unknown = { ...row, site_id: 'nobody' };
  expect(await problemOf(importSlots(at.store, windowId, [row, unknown]))).toBe('invalid-request');
  expect(await problemOf(importSlots(at.store, 'nowhere', [row]))).toBe('window-unknown');
  expect(await availabilityOf(at.store, windowId)).toMatchObject({ remaining: null, availability: { slots: [] } });
  expect(await importSlots(at.store, windowId, [row])).toEqual({ sites: 1, slots: 1, capacity: 4 });
});

test('availability says what is free, and is what the edge reads', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 1] });
  const request = aRequest({ windowId, choices: [slots[0] ?? ''] });
  await decideBookings(at.store, [request]);
  const { availability, remaining } = await availabilityOf(at.store, windowId);
  expect(availabilitySchema.parse(availability)).toEqual(availability);
  expect(remaining).toBe(2);
  expect(availability.slots.map(({ id, free }) => [id, free])).toEqual(slots.map((id) => [id, 1]));
  expect(availability.slots[0]?.startsAt).toMatch(/^2021-08-16T00:00:00/);
  expect(availability.sites).toMatchObject([{ id: 's1', name: '가병원', municipality: '종로구' }]);
});

test('people see what they have booked and how far the message has come', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const request = aRequest({ windowId, choices: slots });
  const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
  const booking = outcome?.state === 'confirmed' ? outcome.booking : null;
  expect(await bookingsOf(at.store, request.personKey)).toEqual({ bookings: [{ ...booking, message: 'queued' }] });
  expect(await bookingsOf(at.store, 'N'.repeat(22))).toEqual({ bookings: [] });
});
