import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, availableSlotSchema, formatInSeoul, generateSlotsBodySchema, Problem } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { z } from 'zod';
import {
  availableSlots,
  bookingsOf,
  cancelBooking,
  changedSites,
  closeSlots,
  decideBookings,
  generateSlots,
  importSlots,
  moveBooking,
} from '../src/index.ts';
import { booked, citizen, staff } from './a-booking.ts';
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
  expect(await changedSites(at.store, windowId, null)).toMatchObject({ hasSlots: false, siteIds: [] });
  expect(await importSlots(at.store, windowId, [row])).toEqual({ sites: 1, slots: 1, capacity: 4 });
});

test('availability says what is free at each site, as the edge reads it', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2, 1] });
  await booked(at, windowId, slots[0] ?? '');
  const [site, ...others] = await availableSlots(at.store, windowId, ['s1', 's2', 'nowhere']);
  expect(others).toEqual([]);
  expect(site).toMatchObject({ id: 's1', name: '가병원', municipality: '종로구', free: 2 });
  const shown = z.array(availableSlotSchema.strict()).parse(JSON.parse(site?.slots ?? ''));
  expect(shown.map(({ id, free }) => [id, free])).toEqual(slots.map((id) => [id, 1]));
  expect(shown[0]?.startsAt).toBe('2021-08-16T00:00:00.000Z');
});

test('whatever changes what is free names its site, and nothing else does', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1] });
  const [from = '', to = ''] = slots;
  const plan = { windowId, sites: 2, days: 1, timesPerDay: 1, capacity: 1, product: '백신', from: today };
  await generateSlots(at.store, plan);
  let mark = (await changedSites(at.store, windowId, null)).mark;
  const changed = async () => {
    const answer = await changedSites(at.store, windowId, mark);
    mark = answer.mark;
    return answer.siteIds.toSorted((a, b) => a.localeCompare(b));
  };
  // Others at the same server may be in the middle of something: then what was named is named once more.
  const settled = () => eventually(async () => expect(await changed()).toEqual([]));
  const changedBy = async (change: () => Promise<unknown>) => {
    await settled();
    await change();
    return changed();
  };
  await settled();
  const { id: bookingId, personKey } = await booked(at, windowId, from);
  expect(await changed()).toEqual(['s1']);
  const change = { bookingId, personKey, actor: citizen };
  expect(await changedBy(() => moveBooking(at.store, { ...change, slotId: to }))).toEqual(['s1']);
  expect(await changedBy(() => cancelBooking(at.store, change))).toEqual(['s1']);
  expect(await changedBy(() => generateSlots(at.store, { ...plan, sites: 3 }))).toEqual(['s3']);
  const closing = { actor: staff, reason: 'fire' };
  expect(await changedBy(() => closeSlots(at.store, { siteId: 's3', windowId }, closing))).toEqual(['s3']);
  const past = `UPDATE slot SET book_until = now() - interval '1 second' WHERE window_id = $1 AND site_id = 's2'`;
  expect(await changedBy(() => at.sql(past, [windowId]))).toEqual(['s2']);
  await settled();
  // Seen before its time came, and never written since.
  mark = { ...mark, takenAt: new Date(Date.now() - 60_000) };
  expect(await changed()).toEqual(['s2']);
  await aWindowWithSlots(at.store, { capacities: [1] });
  expect(await changed()).toEqual([]);
});

test('a change that commits late is seen once it has', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1] });
  const client = new Client({ connectionString: at.url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('UPDATE slot SET capacity = 5 WHERE id = $1', [slots[0]]);
    await aWindowWithSlots(at.store, { capacities: [1] });
    const { mark } = await changedSites(at.store, windowId, null);
    await client.query('COMMIT');
    expect(await changedSites(at.store, windowId, mark)).toMatchObject({ siteIds: ['s1'] });
  } finally {
    await client.end();
  }
});

test('people see what they have booked and how far the message has come', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const request = aRequest({ windowId, choices: slots });
  const outcome = (await decideBookings(at.store, [request])).get(request.requestId);
  const booking = outcome?.state === 'confirmed' ? outcome.booking : null;
  expect(await bookingsOf(at.store, request.personKey)).toEqual({
    bookings: [{ ...booking, message: 'queued', madeBy: 'self', consentId: null }],
  });
  expect(await bookingsOf(at.store, 'N'.repeat(22))).toEqual({ bookings: [] });
});
