import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingRequest } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import pg from 'pg';
import { decideBookings } from '../src/index.ts';
import { aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';

/* A worker that stands still in the middle of a group, and what becomes of the group when another takes it over. */

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

/** A session that has run the group and not committed it: everything is written, every lock is held. */
async function stalled(group: readonly BookingRequest[], settings: readonly string[] = []): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: at.url });
  client.on('error', () => null);
  await client.connect();
  for (const setting of settings) await client.query(setting);
  await client.query('BEGIN');
  const asked = group.map((request, index) => ({
    request_id: request.requestId,
    window_id: request.windowId,
    person_key: request.personKey,
    number: request.number,
    choices: request.choices,
    sealed_contact: request.sealedContact,
    language: request.language,
    received_at_ms: request.receivedAtMs,
    booking_id: crypto.randomUUID(),
    booking_number: `${request.requestId}/${index}`,
  }));
  await client.query('SELECT book_group($1::jsonb)', [JSON.stringify(asked)]);
  return client;
}

async function someoneWaits(): Promise<void> {
  await eventually(async () => {
    const waiting = await at.sql(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    expect(waiting).toHaveLength(1);
  });
}

async function written(windowId: string): Promise<unknown> {
  const [row] = await at.sql(
    `SELECT (SELECT count(*)::int FROM booking WHERE window_id = $1) AS bookings,
      (SELECT count(*)::int FROM booking_request WHERE window_id = $1) AS decided,
      (SELECT count(*)::int FROM message JOIN booking ON booking.id = booking_id WHERE booking.window_id = $1) AS messages,
      (SELECT sum(taken)::int FROM slot WHERE window_id = $1) AS taken`,
    [windowId],
  );
  return row;
}

test('a worker that wakes and commits has decided: whoever took the group over answers the same', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3] });
  const group = requests(5, { windowId, choices: slots });
  const sleeper = await stalled(group);
  const takenOver = decideBookings(at.store, group);
  await someoneWaits();
  await sleeper.query('COMMIT');
  const outcomes = await takenOver;
  const numbers = [...outcomes.values()].flatMap((outcome) =>
    outcome.state === 'confirmed' ? [outcome.booking.number] : [],
  );
  expect(numbers.toSorted()).toEqual(
    group
      .slice(0, 3)
      .map(({ requestId }, index) => `${requestId}/${index}`)
      .toSorted(),
  );
  expect(await written(windowId)).toEqual({ bookings: 3, decided: 5, messages: 3, taken: 3 });
  await sleeper.end();
});

test('a worker that wakes too late finds its transaction gone, and nothing of it is left', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3] });
  const group = requests(5, { windowId, choices: slots });
  const sleeper = await stalled(group, [`SET transaction_timeout = '500ms'`]);
  const outcomes = await decideBookings(at.store, group);
  expect([...outcomes.values()].filter(({ state }) => state === 'confirmed')).toHaveLength(3);
  const before = await written(windowId);
  await expect(sleeper.query('COMMIT')).rejects.toThrow(/terminat|timeout|not queryable/i);
  expect(await written(windowId)).toEqual(before);
  expect(before).toEqual({ bookings: 3, decided: 5, messages: 3, taken: 3 });
});

test('without a setting of its own a group stands still for 15 s at most', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const sleeper = await stalled(requests(1, { windowId, choices: slots }));
  const { rows } = await sleeper.query('SHOW transaction_timeout');
  expect(rows).toEqual([{ transaction_timeout: '15s' }]);
  await sleeper.query('ROLLBACK');
  await sleeper.end();
});

test('a worker that sends a group again which another has decided since changes nothing', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3] });
  const group = requests(4, { windowId, choices: slots });
  const first = await decideBookings(at.store, group);
  const late = await stalled(group);
  await late.query('COMMIT');
  await late.end();
  expect(await decideBookings(at.store, group)).toEqual(first);
  expect(await written(windowId)).toEqual({ bookings: 3, decided: 4, messages: 3, taken: 3 });
});
