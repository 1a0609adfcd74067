import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ticketStandingSchema } from '@sunbeon/core';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call } from './call.ts';
import { admitted, joined } from './the-way-in.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const CARRIER_PEOPLE = 2_000;
const ONE_ADDRESS = { 'X-Forwarded-For': '203.0.113.7' };

test('a macro that asks five times a second gains nothing: same number, same place, and soon only "wait"', async () => {
  const windowId = await gate.openWindow({ maxActive: 1 });
  const [patient, macro, later] = [await aPerson(gate), await aPerson(gate), await aPerson(gate)];
  await joined(gate, windowId, patient);
  const { ticket, number } = await joined(gate, windowId, macro);
  const other = await joined(gate, windowId, later);
  const ask = (bearer: string) => call(gate, 'GET', '/v1/tickets/me', { bearer });

  // Ten seconds of it, as fast as it goes.
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask(ticket)));
  const told = answers.filter(({ status }) => status === 200);
  const slowed = answers.filter(({ status }) => status === 429);
  expect(told.length + slowed.length).toBe(50);
  expect(slowed.length).toBeGreaterThan(0);
  for (const { body } of told) expect(ticketStandingSchema.parse(body)).toMatchObject({ number, ahead: 1 });
  for (const answer of slowed) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);

  expect((await ask(other.ticket)).body).toMatchObject({ number: other.number, ahead: 2, state: 'waiting' });
  await gate.room.callNext(windowId);
  await gate.room.release(windowId, 1);
  await expect(joined(gate, windowId, macro)).resolves.toMatchObject({ number });
});

test('a page that asks when it is told to is never slowed, on three devices at once', async () => {
  const windowId = await gate.openWindow();
  const { ticket } = await joined(gate, windowId, await aPerson(gate));
  const tenSeconds = 3 * 10;
  const answers = await Promise.all(
    Array.from({ length: tenSeconds }, () => call(gate, 'GET', '/v1/tickets/me', { bearer: ticket })),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

test('a whole carrier behind one address is never blocked', async () => {
  const windowId = await gate.openWindow();
  const people = await Promise.all(Array.from({ length: CARRIER_PEOPLE }, () => aPerson(gate)));
  const statuses: number[] = [];
  for (let from = 0; from < people.length; from += 100) {
    const batch = people.slice(from, from + 100).map(async ({ session }) => {
      const path = `/v1/windows/${windowId}/tickets`;
      const { status } = await call(gate, 'POST', path, { bearer: session, headers: ONE_ADDRESS });
      statuses.push(status);
    });
    await Promise.all(batch);
  }
  expect(new Set(statuses)).toEqual(new Set([201]));
});

test('no forged address buys a second allowance: who asks is a person, not an address', async () => {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const address = `198.51.100.${index}`;
      const headers = { 'X-Forwarded-For': address, Forwarded: `for=${address}`, 'X-Real-IP': address };
      return call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session, headers });
    }),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(15);
  expect(refused[0]?.body).toMatchObject({ code: 'too-many-requests' });
});

test('a booking faster than a person can choose is taken like any other, and counted', async () => {
  const windowId = await gate.openWindow({ admissionSeconds: 60 });
  const pass = await admitted(gate, windowId, await aPerson(gate));
  const headers = { 'Idempotency-Key': randomUUID() };
  expect((await call(gate, 'POST', '/v1/bookings', { bearer: pass, json: { slots: ['1'] }, headers })).status).toBe(
    202,
  );
  const metrics = String((await call(gate, 'GET', '/metrics')).body);
  expect(metrics).toMatch(/^gate_sub_human_bookings_total\{[^}]*\} 1$/m);
});
