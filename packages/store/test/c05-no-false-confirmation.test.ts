import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { decideBookings, isPassing } from '../src/index.ts';
import { aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

/** Bookings without a message and messages without a booking, and how many there are of each. */
async function pairs(): Promise<{ bookings: number; messages: number; unpaired: number }> {
  const [row] = await at.sql<{ bookings: number; messages: number; unpaired: number }>(
    `SELECT count(booking.id)::int AS bookings, count(message.id)::int AS messages,
      count(*) FILTER (WHERE booking.id IS NULL OR message.id IS NULL)::int AS unpaired
     FROM booking FULL JOIN message ON message.booking_id = booking.id`,
  );
  return row ?? { bookings: -1, messages: -1, unpaired: -1 };
}

/** Ends the connection whose statement waits for a lock, as a crash of its worker or of Postgres would. */
async function killWaiting(): Promise<void> {
  await eventually(async () => {
    const killed = await at.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE wait_event_type = 'Lock' AND query LIKE '%book_group%' AND datname = current_database()`,
    );
    expect(killed.length).toBeGreaterThan(0);
  });
}

test('a group killed before its locks makes neither bookings nor messages, and comes again', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [10] });
  const group = requests(10, { windowId, choices: slots });
  const holder = new Client({ connectionString: at.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM slot WHERE id = $1 FOR UPDATE', [slots[0]]);
    const before = await pairs();
    const failure = decideBookings(at.store, group).catch((error: unknown) => error);
    await killWaiting();
    expect(isPassing(await failure)).toBe(true);
    await holder.query('ROLLBACK');
    expect(await pairs()).toEqual(before);
    await decideBookings(at.store, group);
    expect(await pairs()).toEqual({ bookings: before.bookings + 10, messages: before.messages + 10, unpaired: 0 });
  } finally {
    await holder.end();
  }
});

test('a group killed after its bookings are written, before the messages, makes neither', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [10] });
  const group = requests(10, { windowId, choices: slots });
  const holder = new Client({ connectionString: at.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    // Bookings can be written, messages cannot: the group stands between the two when it is killed.
    await holder.query('LOCK TABLE message IN SHARE MODE');
    const failure = decideBookings(at.store, group).catch((error: unknown) => error);
    await killWaiting();
    expect(isPassing(await failure)).toBe(true);
    await holder.query('ROLLBACK');
    const [left] = await at.sql('SELECT taken FROM slot WHERE id = $1', [slots[0]]);
    expect(left).toEqual({ taken: 0 });
    expect(await pairs()).toMatchObject({ unpaired: 0 });
    expect(await at.sql('SELECT FROM booking_request WHERE window_id = $1', [windowId])).toHaveLength(0);
  } finally {
    await holder.end();
  }
});

test('killing connections at random under load leaves every booking with its message', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [60, 60] });
  const groups = Array.from({ length: 20 }, () => requests(8, { windowId, choices: slots }));
  const over = new AbortController();
  const killer = (async () => {
    while (!over.signal.aborted) {
      await at.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE query LIKE '%book_group%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()
         ORDER BY random() LIMIT 1`,
      );
    }
  })();
  const ended = await Promise.allSettled(groups.map((group) => decideBookings(at.store, group)));
  over.abort();
  await killer;
  expect(ended.some(({ status }) => status === 'rejected')).toBe(true);
  expect(await pairs()).toMatchObject({ unpaired: 0 });
  for (const group of groups) await decideBookings(at.store, group);
  expect(await at.sql('SELECT taken FROM slot WHERE window_id = $1 ORDER BY id', [windowId])).toEqual([
    { taken: 60 },
    { taken: 60 },
  ]);
  expect(await pairs()).toMatchObject({ unpaired: 0 });
});
