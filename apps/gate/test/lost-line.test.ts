import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ticketGrantSchema } from '@sunbeon/core';
import { verifyTicket } from '@sunbeon/crypto';
import { aWindow, eventually } from '@sunbeon/test-kit';
import { LineGuard } from '@sunbeon/waiting-room';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { joined } from './the-way-in.ts';

const CEILING = 1_000;

let gate: TestGate;
let guard: LineGuard;
beforeAll(async () => {
  gate = await aGate();
  guard = new LineGuard(gate.redis, gate.config.redisPrefix);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const tickets = (windowId: string) => `/v1/windows/${windowId}/tickets`;

/** What the worker does. */
async function start(windowId: string, epoch: number, known = { issued: 0, serving: 0 }): Promise<void> {
  const run = (await guard.inspect(windowId))?.redisRun ?? '';
  const ceiling = (epoch - 1) * CEILING;
  await guard.rebuild(windowId, { ...known, skips: [], epoch, run, ceiling });
  await guard.raiseCeiling(windowId, epoch, epoch * CEILING);
}

async function crowd(windowId: string): Promise<{ person: TestPerson; ticket: string }[]> {
  const people = [];
  for (let n = 0; n < 5; n += 1) {
    const person = await aPerson(gate);
    people.push({ person, ticket: (await joined(gate, windowId, person)).ticket });
  }
  return people;
}

test('while a line is lost people are told to come back, and nobody is told that there was never a place', async () => {
  const window = aWindow({ guarded: true, ceiling: 0 });
  await gate.room.publishWindow(window);
  await start(window.id, 1);
  await eventually(async () => expect((await call(gate, 'GET', `/v1/windows/${window.id}/status`)).status).toBe(200));
  const [first, second, third, fourth, fifth] = await crowd(window.id);
  if (!first || !second || !third || !fourth || !fifth) throw new TypeError('nobody');
  await gate.room.callNext(window.id);

  const keys = await gate.redis.keys(`${gate.config.redisPrefix}:*`);
  await gate.redis.del(...keys);
  // In that very moment the gate still knows the window that Redis does not know any more.
  const atOnce = { bearer: first.person.session, json: { ticket: first.ticket } };
  for (const how of [{ bearer: first.person.session }, atOnce]) {
    expect(problemOf(await call(gate, 'POST', tickets(window.id), how))).toBe('503 line-unavailable');
  }
  await eventually(async () => {
    const answer = await call(gate, 'GET', '/v1/windows');
    expect(problemOf(answer)).toBe('503 line-unavailable');
    expect(answer.headers.get('Retry-After')).toBe('2');
  });
  const questions: [string, string, string | undefined][] = [
    ['GET', '/v1/tickets/me', first.ticket],
    ['POST', '/v1/admissions', first.ticket],
    ['POST', tickets(window.id), first.person.session],
    ['GET', `/v1/windows/${window.id}/status`, undefined],
  ];
  const asked = () =>
    Promise.all(questions.map(([method, path, bearer]) => call(gate, method, path, bearer ? { bearer } : {})));
  // A status may be answered from what was read a quarter of a second before.
  await eventually(async () => {
    for (const answer of await asked()) expect(problemOf(answer)).toBe('503 line-unavailable');
  });
  await gate.room.publishWindow({ ...window, epoch: 2, ceiling: CEILING });
  for (const answer of await asked()) expect(problemOf(answer)).toBe('503 line-unavailable');
  await start(window.id, 2, { issued: 5, serving: 2 });

  // By looking, by going in, and by joining with the ticket: the number is the one on the ticket.
  await eventually(async () => {
    const answer = await call(gate, 'GET', '/v1/tickets/me', { bearer: fourth.ticket });
    expect(answer.body).toMatchObject({ number: 4, ahead: 1, state: 'waiting' });
  });
  expect((await call(gate, 'POST', '/v1/admissions', { bearer: first.ticket })).status).toBe(201);
  const shown = { bearer: third.person.session, json: { ticket: third.ticket } };
  const again = ticketGrantSchema.parse((await call(gate, 'POST', tickets(window.id), shown)).body);
  expect(again).toMatchObject({ number: 3, ahead: 0 });
  expect(verifyTicket(gate.config.keys.ticket, again.ticket)).toMatchObject({ number: 3, epoch: 2 });
  expect(await joined(gate, window.id, fourth.person)).toMatchObject({ number: 4 });

  // Without the ticket: behind everybody, until it is found.
  expect(await joined(gate, window.id, fifth.person)).toMatchObject({ number: CEILING + 1, ahead: 3 });
  const found = { bearer: fifth.person.session, json: { ticket: fifth.ticket } };
  expect((await call(gate, 'POST', tickets(window.id), found)).body).toMatchObject({ number: 5 });
});

test("another person's ticket, another window's or none at all gives no better place", async () => {
  const window = aWindow({ guarded: true, ceiling: 0 });
  const other = await gate.openWindow();
  await gate.room.publishWindow(window);
  await start(window.id, 1);
  await eventually(async () => expect((await call(gate, 'GET', `/v1/windows/${window.id}/status`)).status).toBe(200));
  const [first] = await crowd(window.id);
  const stranger = await aPerson(gate);
  const elsewhere = await joined(gate, other, stranger);
  await start(window.id, 2, { issued: 5, serving: 0 });
  for (const ticket of [first?.ticket, elsewhere.ticket, 'not.a.ticket']) {
    const answer = await call(gate, 'POST', tickets(window.id), { bearer: stranger.session, json: { ticket } });
    expect(answer.body).toMatchObject({ number: CEILING + 1 });
  }
});
