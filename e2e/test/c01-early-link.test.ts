import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { citizens, type House, openHouse, scheduleNight } from '../house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

test('c01: until the server says 20:00, no link, call or stale page gives a number, and then the first who asks gets 1', async () => {
  const { stack, gate, database } = house;
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 8_000 });
  const [person] = await citizens(house, 1);
  const session = person?.session ?? '';

  // The deep link shows a page and gives nothing: every call behind it is refused.
  const page = await house.fetch(`${stack.gateUrl}/windows/${id}/book`);
  expect(page.status).toBe(200);
  const booking = await house.fetch(`${stack.gateUrl}/v1/bookings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ slots: ['1'] }),
  });
  expect(booking.status).toBe(401);

  const early = await house.fetch(`${stack.gateUrl}/v1/windows/${id}/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      'content-type': 'application/json',
      date: 'Mon, 19 Jul 2100 20:00:00 GMT',
    },
    body: '{}',
  });
  expect(early.status).toBe(403);
  expect(early.headers.get('content-type')).toMatch('application/problem+json');
  expect(await early.json()).toMatchObject({ code: 'window-not-open', opensAt: new Date(opensAtMs).toISOString() });

  const refusals = new Set<string>();
  const first = await eventually(async () => {
    const answer = await gate.join(id, session);
    if (answer.ok) return { ...answer, atMs: Date.now() };
    refusals.add(answer.code);
    throw new Error(answer.code);
  });
  expect(refusals).toEqual(new Set(['window-not-open']));
  expect(first.atMs).toBeGreaterThanOrEqual(opensAtMs);
  expect(first).toMatchObject({ status: 201, body: { number: 1 } });
  const bookings = await database.query('SELECT 1 FROM booking');
  expect(bookings.rowCount).toBe(0);
});

test('c01: no link leads to a draft, for the gate knows nothing of it; from the moment it is scheduled it does', async () => {
  const { staff, gate } = house;
  const opensAtMs = Date.now() + 86_400_000;
  const { id, state } = await staff.createWindow({
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + 3_600_000).toISOString(),
    expectedPeople: 10,
    draft: true,
  });
  expect(state).toBe('draft');
  const from = new Date(opensAtMs + 7 * 86_400_000).toISOString().slice(0, 10);
  await staff.generateSlots(id, { sites: 1, days: 1, timesPerDay: 1, capacity: 10, from });
  const [person] = await citizens(house, 1);
  expect(await gate.status(id)).toMatchObject({ ok: false, code: 'window-unknown' });
  expect(await gate.slots(id)).toMatchObject({ ok: false, code: 'window-unknown' });
  expect(await gate.join(id, person?.session ?? '')).toMatchObject({ ok: false, code: 'window-unknown' });
  await staff.scheduleWindow(id, ['carrier']);
  // A gate looks at the list of windows a few times a second.
  await eventually(async () =>
    expect(await gate.status(id)).toMatchObject({ ok: true, body: { id, state: 'scheduled' } }),
  );
});
