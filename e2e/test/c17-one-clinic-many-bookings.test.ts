import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { citizens, type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

test('c17: nine doses at one clinic and thirty people who want them make nine bookings and nine messages', async () => {
  const { gate, database } = house;
  const { id, opensAtMs } = await scheduleNight(house, {
    opensInMs: 1_500,
    sites: 1,
    days: 1,
    timesPerDay: 1,
    capacity: 9,
  });
  const people = await citizens(house, 30);
  const answer = await gate.slots(id);
  const [slot] = answer.ok ? answer.body.slots : [];
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));

  // Everyone is in before anyone books: once nine have booked, the window is exhausted and calls nobody any more.
  const passes = await Promise.all(people.map(async ({ session }) => passFor(house, id, session)));
  const outcomes = await Promise.all(
    passes.map(async (pass) => {
      const receipt = await gate.book(pass, randomUUID(), [slot?.id ?? '']);
      if (!receipt.ok) throw new Error(receipt.code);
      expect(receipt).toMatchObject({ status: 202, body: { state: 'received' } });
      return outcomeOf(house, pass, receipt.body.requestId);
    }),
  );

  expect(outcomes.filter(({ state }) => state === 'confirmed')).toHaveLength(9);
  expect(outcomes.filter(({ code }) => code === 'slot-full')).toHaveLength(21);

  const booked = await database.query<{ taken: number; capacity: number; bookings: string }>(
    `SELECT taken, capacity, (SELECT count(*) FROM booking WHERE slot_id = slot.id) AS bookings FROM slot WHERE window_id = $1`,
    [id],
  );
  expect(booked.rows).toEqual([{ taken: 9, capacity: 9, bookings: '9' }]);
  await eventually(async () => {
    const sent = await database.query(`SELECT 1 FROM message WHERE state IN ('sent', 'delivered')`);
    expect(sent.rowCount).toBe(9);
  });
  await eventually(async () => {
    const status = await gate.status(id);
    expect(status).toMatchObject({ ok: true, body: { state: 'exhausted', remaining: 0 } });
  });
});
