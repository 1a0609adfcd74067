import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingOutcome, BookingRequest } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { decideBookings, isPassing } from '../src/index.ts';
import { aRequest, aStore, requests, type TestStore } from './a-store.ts';
import { laidOut } from './laid-out.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

async function decideOne(request: BookingRequest): Promise<BookingOutcome | undefined> {
  return (await decideBookings(at.store, [request])).get(request.requestId);
}

/** The slots of both doses, or the code of the refusal. */
function doses(outcome: BookingOutcome | undefined): unknown {
  if (outcome?.state !== 'confirmed') return outcome?.code;
  return [outcome.booking.slotId, outcome.secondDose?.slotId ?? null];
}

const at9 = (day: string) => ({ startsAt: `${day}T00:00Z` });

test('both doses are booked together, each with its message, and told together', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [at9('2021-08-16'), at9('2021-09-06')],
  });
  const [first, second] = slots;
  const request = aRequest({ windowId, choices: slots.slice(0, 1), phoneIndex: 'blind' });
  const outcome = await decideOne(request);
  expect(outcome).toMatchObject({
    state: 'confirmed',
    booking: { dose: 1, slotId: first, startsAt: '2021-08-16T00:00:00.000Z' },
    secondDose: {
      dose: 2,
      slotId: second,
      startsAt: '2021-09-06T00:00:00.000Z',
      windowId,
      number: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
    },
  });
  const rows = await at.sql(
    `SELECT later.dose, later.phone_index, later.first_booking_id = first.id AS follows, message.kind, message.version
     FROM booking later
     JOIN message ON message.booking_id = later.id
     LEFT JOIN booking first ON first.id = later.first_booking_id
     WHERE later.request_id = $1 ORDER BY later.dose`,
    [request.requestId],
  );
  expect(rows).toEqual([
    { dose: 1, phone_index: 'blind', follows: null, kind: 'confirmation', version: 1 },
    { dose: 2, phone_index: 'blind', follows: true, kind: 'confirmation', version: 1 },
  ]);
  expect(await decideOne(request)).toEqual(outcome);
});

test('the second dose is at the time nearest to the first one’s, by the calendar of Seoul', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [
      // Ten minutes past midnight in Seoul on the 17th.
      { startsAt: '2021-08-16T15:10Z', capacity: 9 },
      { startsAt: '2021-09-06T14:50Z' },
      { startsAt: '2021-09-07T09:00Z' },
      { startsAt: '2021-09-07T01:00Z' },
    ],
  });
  const [first = '', tooEarly, evening, morning] = slots;
  const asked = requests(3, { windowId, choices: [first] });
  const outcomes = await decideBookings(at.store, asked);
  expect(asked.map(({ requestId }) => doses(outcomes.get(requestId)))).toEqual([
    [first, morning],
    [first, evening],
    'no-second-dose',
  ]);
  expect(await at.sql('SELECT taken FROM slot WHERE id = $1', [tooEarly])).toEqual([{ taken: 0 }]);
});

test('when that day is full it is a week later, or two, and never earlier', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [
      { ...at9('2021-08-16'), capacity: 9 },
      at9('2021-09-05'),
      at9('2021-09-20'),
      at9('2021-09-06'),
      at9('2021-09-13'),
      at9('2021-09-27'),
    ],
  });
  const [first = '', , threeWeeks, sameDay, oneWeek] = slots;
  const asked = requests(4, { windowId, choices: [first] });
  const outcomes = await decideBookings(at.store, asked);
  expect(asked.map(({ requestId }) => doses(outcomes.get(requestId)))).toEqual([
    [first, sameDay],
    [first, oneWeek],
    [first, threeWeeks],
    'no-second-dose',
  ]);
});

test('who finds no second dose has no first one either, and is offered slots that have both', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [at9('2021-08-16'), at9('2021-08-17'), at9('2021-08-18'), at9('2021-09-08')],
  });
  const [first = '', alsoWithout, withBoth = ''] = slots;
  const outcome = await decideOne(aRequest({ windowId, choices: [first] }));
  expect(outcome).toMatchObject({ state: 'rejected', code: 'no-second-dose', alternatives: [{ id: withBoth }] });
  expect(alsoWithout).toBeDefined();
  expect(await at.sql('SELECT sum(taken)::int AS taken FROM slot WHERE window_id = $1', [windowId])).toEqual([
    { taken: 0 },
  ]);
  const next = aRequest({ windowId, choices: [first, withBoth] });
  expect(doses(await decideOne(next))).toEqual([withBoth, slots[3]]);
});

test('a second dose takes its seat from those who want that slot as their first, in the same group', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [at9('2021-08-16'), at9('2021-09-06'), at9('2021-09-27')],
  });
  const [early = '', middle = '', late] = slots;
  const asked = [
    aRequest({ windowId, choices: [early], number: 1 }),
    aRequest({ windowId, choices: [middle], number: 2 }),
  ];
  const outcomes = await decideBookings(at.store, asked);
  expect(asked.map(({ requestId }) => doses(outcomes.get(requestId)))).toEqual([[early, middle], 'slot-full']);
  expect(late).toBeDefined();
});

test('many groups at once on few second doses: as many are booked as there are pairs, and nobody has one dose', async () => {
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [
      { ...at9('2021-08-16'), capacity: 40 },
      { ...at9('2021-09-06'), capacity: 5 },
      { ...at9('2021-09-13'), capacity: 4 },
    ],
  });
  const groups = Array.from({ length: 6 }, () => requests(5, { windowId, choices: slots.slice(0, 1) }));
  const decided = await Promise.all(groups.map((group) => decideBookings(at.store, group)));
  const endings = decided.flatMap((outcomes) => [...outcomes.values()].map(({ state }) => state));
  expect(endings.filter((state) => state === 'confirmed')).toHaveLength(9);
  const [lonely] = await at.sql(
    `SELECT count(*)::int AS bookings, count(*) FILTER (WHERE dose = 2)::int AS second FROM booking WHERE window_id = $1`,
    [windowId],
  );
  expect(lonely).toEqual({ bookings: 18, second: 9 });
});

test('a group whose second doses others took while it waited is tried again, not refused', async () => {
  const hours = Array.from({ length: 12 }, (_, hour) => ({
    startsAt: `2021-09-06T${String(hour).padStart(2, '0')}:00Z`,
  }));
  const { windowId, slots } = await laidOut(at.store, {
    secondDoseAfterDays: 21,
    slots: [at9('2021-08-16'), ...hours],
  });
  const [first = '', ...seconds] = slots;
  const request = aRequest({ windowId, choices: [first] });
  const other = new Client({ connectionString: at.url });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query('UPDATE slot SET taken = capacity WHERE id = ANY ($1)', [seconds.slice(0, 10)]);
    const failure = decideOne(request).catch((error: unknown) => error);
    await eventually(async () => {
      const waiting = await at.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('COMMIT');
    expect(await failure).toBeInstanceOf(Error);
    expect(isPassing(await failure)).toBe(true);
    expect(doses(await decideOne(request))).toEqual([first, seconds[10]]);
  } finally {
    await other.end();
  }
});
