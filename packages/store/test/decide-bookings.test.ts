import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { changeWindow, decideBookings, isPassing } from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';
import { linedUp } from './lined-up.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const decide = (group: readonly BookingRequest[]) => decideBookings(at.store, group);

async function decideOne(request: BookingRequest): Promise<BookingOutcome | undefined> {
  return (await decide([request])).get(request.requestId);
}

/** `confirmed`, or the code of the refusal. */
function ending(outcome: BookingOutcome | undefined): string | undefined {
  return outcome?.state === 'rejected' ? outcome.code : outcome?.state;
}

async function counts(windowId: string): Promise<Record<string, number>> {
  const [row] = await at.sql<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM booking WHERE window_id = $1) AS bookings,
      (SELECT count(*)::int FROM message JOIN booking ON booking.id = booking_id WHERE booking.window_id = $1) AS messages,
      (SELECT coalesce(sum(taken), 0)::int FROM slot WHERE window_id = $1) AS taken`,
    [windowId],
  );
  return row ?? {};
}

test('a confirmed request is a booking, its slot has one seat less, and its confirmation waits in the outbox', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const request = aRequest({ windowId, choices: slots, sealedContact: 'the contact', language: 'en' });
  const outcome = await decideOne(request);
  expect(outcome).toMatchObject({
    state: 'confirmed',
    booking: {
      number: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
      windowId,
      slotId: slots[0],
      siteName: '가병원',
      startsAt: '2021-08-16T00:00:00.000Z',
      state: 'confirmed',
    },
  });
  const [row] = await at.sql(
    `SELECT booking.person_key, booking.sealed_contact, message.kind, message.state, message.sealed_contact AS contact,
      message.language, taken
     FROM booking JOIN message ON booking_id = booking.id JOIN slot ON slot.id = slot_id WHERE request_id = $1`,
    [request.requestId],
  );
  expect(row).toEqual({
    person_key: request.personKey,
    sealed_contact: 'the contact',
    kind: 'confirmation',
    state: 'queued',
    contact: 'the contact',
    language: 'en',
    taken: 1,
  });
});

test('c17: thirty people ask for nine doses over ten connections at once, and nine get one', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const asked = requests(30, { windowId, choices: slots });
  const groups = Array.from({ length: 10 }, (_, index) => asked.slice(index * 3, index * 3 + 3));
  const decided = await linedUp(at, slots, groups.length, () => Promise.all(groups.map(decide)));
  const endings = decided.flatMap((outcomes) => [...outcomes.values()].map(ending));
  expect(endings.filter((code) => code === 'confirmed')).toHaveLength(9);
  expect(endings.filter((code) => code === 'slot-full')).toHaveLength(21);
  expect(await counts(windowId)).toEqual({ bookings: 9, messages: 9, taken: 9 });
});

test('within a slot the lower number is served first, whatever the order in the group', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  const asked = requests(4, { windowId, choices: slots });
  const outcomes = await decide(asked.toReversed());
  expect(asked.map(({ requestId }) => ending(outcomes.get(requestId)))).toEqual([
    'confirmed',
    'confirmed',
    'slot-full',
    'slot-full',
  ]);
});

test('choices are tried in their order', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const [first = '', second = '', third = ''] = slots;
  const asked = requests(3, { windowId, choices: [second, first, third] });
  const outcomes = await decide(asked);
  const given = asked.map(({ requestId }) => {
    const outcome = outcomes.get(requestId);
    return outcome?.state === 'confirmed' ? outcome.booking.slotId : null;
  });
  expect(given).toEqual([second, first, third]);
});

test('a full slot comes with the nearest free times at the same site', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1, 0, 1, 1] });
  const [, early, before, full = '', after, late] = slots;
  const outcome = await decideOne(aRequest({ windowId, choices: [full] }));
  expect(outcome).toMatchObject({ state: 'rejected', code: 'slot-full' });
  const offered = outcome?.state === 'rejected' ? outcome.alternatives.map(({ id }) => id) : [];
  expect(offered).toEqual([before, after, early]);
  expect(offered).not.toContain(late);
});

test('running a group twice changes nothing and gives the same answers', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  const asked = requests(5, { windowId, choices: slots });
  const first = await decide(asked);
  const again = await decide(asked);
  expect(again).toEqual(first);
  expect(await counts(windowId)).toEqual({ bookings: 2, messages: 2, taken: 2 });
});

test('running the same group on many connections at once decides it once', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [5] });
  const asked = requests(12, { windowId, choices: slots });
  const all = await linedUp(at, slots, 8, () => Promise.all(Array.from({ length: 8 }, () => decide(asked))));
  for (const outcomes of all) expect(outcomes).toEqual(all[0]);
  expect(await counts(windowId)).toEqual({ bookings: 5, messages: 5, taken: 5 });
});

test('people who ask twice, in two groups at once, have one booking each, and no group waits for another in a circle', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [100, 100] });
  const [early = '', late = ''] = slots;
  const once = requests(20, { windowId, choices: [early] });
  const twice = once.map(({ personKey }, index) =>
    aRequest({ windowId, choices: [late], personKey, number: 20 - index }),
  );
  const [first, second] = await linedUp(at, slots, 2, () => Promise.all([decide(once), decide(twice)]));
  for (const [index, { requestId }] of once.entries()) {
    const endings = [ending(first.get(requestId)), ending(second.get(twice[index]?.requestId ?? ''))];
    expect(new Set(endings)).toEqual(new Set(['confirmed', 'already-booked']));
  }
  expect(await counts(windowId)).toEqual({ bookings: 20, messages: 20, taken: 20 });
});

test('a person who asks twice in one group has one booking, by the lower number', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const asked = requests(2, { windowId, choices: slots, personKey: 'A'.repeat(22) });
  const outcomes = await decide(asked.toReversed());
  expect(asked.map(({ requestId }) => ending(outcomes.get(requestId)))).toEqual(['confirmed', 'already-booked']);
});

test('one booking per campaign: its other windows know, other campaigns do not', async () => {
  const a = await aWindowWithSlots(at.store, { campaignId: 'shared' });
  const b = await aWindowWithSlots(at.store, { campaignId: 'shared' });
  const c = await aWindowWithSlots(at.store);
  const request = aRequest({ windowId: a.windowId, choices: a.slots });
  expect(ending(await decideOne(request))).toBe('confirmed');
  const { personKey } = request;
  expect(ending(await decideOne(aRequest({ windowId: b.windowId, choices: b.slots, personKey })))).toBe(
    'already-booked',
  );
  expect(ending(await decideOne(aRequest({ windowId: c.windowId, choices: c.slots, personKey })))).toBe('confirmed');
});

test('who has cancelled may book again, once', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [5] });
  const request = aRequest({ windowId, choices: slots });
  const again = () => decideOne(aRequest({ windowId, choices: slots, personKey: request.personKey }));
  await decide([request]);
  await at.sql(`UPDATE booking SET state = 'cancelled' WHERE request_id = $1`, [request.requestId]);
  expect(ending(await again())).toBe('confirmed');
  expect(ending(await again())).toBe('already-booked');
  expect(await decideOne(request)).toMatchObject({ state: 'confirmed', booking: { state: 'cancelled' } });
});

test('a booking somebody writes past the groups at the same moment is stopped by the constraint and respected', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [5] });
  const request = aRequest({ windowId, choices: slots });
  const intruder = new Client({ connectionString: at.url });
  await intruder.connect();
  try {
    await intruder.query('BEGIN');
    const past = [`r-${'P'.repeat(22)}`, windowId, request.personKey, slots[0]];
    await intruder.query(
      `INSERT INTO booking_request (request_id, window_id, person_key, number, choices, state, received_at, decided_at)
       VALUES ($1, $2, $3, 1, ARRAY[$4::bigint], 'confirmed', now(), now())`,
      past,
    );
    await intruder.query(
      `INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, language, booked_at)
       VALUES (gen_random_uuid(), 'PAST', $1, $2, $2, $4, $3, 'x', 'ko', now())`,
      past,
    );
    const failure = decideOne(request).catch((error: unknown) => error);
    await eventually(async () => {
      const waiting = await at.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event = 'transactionid' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    await intruder.query('COMMIT');
    expect(isPassing(await failure)).toBe(true);
    expect(ending(await decideOne(request))).toBe('already-booked');
  } finally {
    await intruder.end();
  }
});

test('the door is checked by the clock of the database: before, after, closed, unknown', async () => {
  const early = await aWindowWithSlots(at.store, { opensInMs: 60_000 });
  const late = await aWindowWithSlots(at.store, { opensInMs: -60_000, closesInMs: -1 });
  const shut = await aWindowWithSlots(at.store);
  await changeWindow(at.store, shut.windowId, { kind: 'close' });
  const asked = [early, late, shut, { windowId: 'no-such-window', slots: early.slots }].map(({ windowId, slots }) =>
    aRequest({ windowId, choices: slots }),
  );
  const outcomes = await decide(asked);
  expect(asked.map(({ requestId }) => ending(outcomes.get(requestId)))).toEqual([
    'window-not-open',
    'window-closed',
    'window-closed',
    'window-unknown',
  ]);
  expect(await counts(early.windowId)).toEqual({ bookings: 0, messages: 0, taken: 0 });
});

test('a paused window still books for those it has admitted', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  await changeWindow(at.store, windowId, { kind: 'pause' });
  expect(ending(await decideOne(aRequest({ windowId, choices: slots })))).toBe('confirmed');
});

test('a slot of another window, one that does not exist and one past its time are unknown', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const other = await aWindowWithSlots(at.store);
  await at.sql('UPDATE slot SET book_until = now() WHERE id = $1', [slots[0]]);
  const choices = [other.slots[0] ?? '', '999999999999999', slots[0] ?? ''];
  expect(ending(await decideOne(aRequest({ windowId, choices })))).toBe('slot-unknown');
  expect(await counts(other.windowId)).toEqual({ bookings: 0, messages: 0, taken: 0 });
});

test.each([
  ['a number beyond any line', { number: 3_000_000_000 }],
  ['a NUL in the contact', { sealedContact: 'a\0b' }],
])('%s fails the whole group and is no passing failure', async (_name, poison) => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const group = [...requests(3, { windowId, choices: slots }), aRequest({ windowId, choices: slots, ...poison })];
  const failure = await decide(group).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).not.toBeNull();
  expect(isPassing(failure)).toBe(false);
  expect(await counts(windowId)).toEqual({ bookings: 0, messages: 0, taken: 0 });
});

test('a slot lowered by staff below what groups think is never oversold', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [3] });
  await decide(requests(2, { windowId, choices: slots }));
  await at.sql('UPDATE slot SET capacity = 2 WHERE id = $1', [slots[0]]);
  expect(ending(await decideOne(aRequest({ windowId, choices: slots })))).toBe('slot-full');
  await expect(at.sql('UPDATE slot SET taken = 3 WHERE id = $1', [slots[0]])).rejects.toMatchObject({
    constraint: 'slot_taken_within_capacity',
  });
});
