import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signPass, signTicket } from '@sunbeon/crypto';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf, type Question } from './call.ts';

let gate: TestGate;
let person: TestPerson;
const opensAtMs = Date.now() + 3_600_000;
let windowId: string;

beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow({ opensAtMs, closesAtMs: opensAtMs + 3_600_000 });
  person = await aPerson(gate);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const join = (question: Question = {}) =>
  call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: person.session, ...question });

const issued = async () => (await gate.room.status(windowId))?.issued;

test('C01: an early link gives no number, and says when the window opens', async () => {
  const answer = await join();
  expect(problemOf(answer)).toBe('403 window-not-open');
  expect(answer.body).toMatchObject({ opensAt: new Date(opensAtMs).toISOString() });
  expect(await issued()).toBe(0);
});

test('C01: no way around the page leads past the opening: no ticket, no seat, no slot', async () => {
  const stranger = await aGate();
  const token = {
    windowId,
    number: 1,
    epoch: 1,
    sealedContact: 'x',
    language: 'ko',
    personKey: person.personKey,
  } as const;
  const forgedTicket = signTicket(stranger.config.keys.ticket, { ...token, expiresAtMs: opensAtMs });
  const forgedPass = signPass(stranger.config.keys.pass, { ...token, expiresAtMs: opensAtMs });
  await stranger[Symbol.asyncDispose]();
  const headers = { 'Idempotency-Key': randomUUID() };
  const json = { slots: ['1'] };

  const claim = await call(gate, 'POST', '/v1/admissions', { bearer: forgedTicket });
  const booking = await call(gate, 'POST', '/v1/bookings', { bearer: forgedPass, json, headers });
  const bySession = await call(gate, 'POST', '/v1/bookings', { bearer: person.session, json, headers });
  expect([claim, booking, bySession].map(problemOf)).toEqual([
    '401 ticket-invalid',
    '401 pass-invalid',
    '401 pass-invalid',
  ]);
  expect(problemOf(await call(gate, 'GET', '/v1/tickets/me', { bearer: forgedTicket }))).toBe('401 ticket-invalid');
  expect(await issued()).toBe(0);
});

test('C01: even a ticket that our own key signed gives no seat before the opening', async () => {
  const ticket = signTicket(gate.config.keys.ticket, {
    windowId,
    number: 1,
    epoch: 1,
    personKey: person.personKey,
    sealedContact: 'x',
    language: 'ko',
    expiresAtMs: opensAtMs,
  });
  const answer = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  expect([403, 401]).toContain(answer.status);
});

const later = new Date(opensAtMs + 60_000);

test.each<readonly [string, Question]>([
  ['a Date header', { headers: { Date: later.toUTCString() } }],
  [
    'other time headers',
    { headers: { 'X-Client-Time': later.toISOString(), 'If-Modified-Since': later.toUTCString() } },
  ],
  ['cookies', { headers: { cookie: `now=${later.getTime()}; opened=true; TS_BYPASS=true` } }],
  [
    'another network',
    { headers: { 'X-Forwarded-For': '10.1.2.3', 'X-Real-IP': '10.1.2.3', Forwarded: 'for=10.1.2.3' } },
  ],
  ['another host', { headers: { 'X-Forwarded-Host': 'evil.example', 'X-Original-URL': '/v1/bookings' } }],
])('C02: a client clock in %s opens nothing', async (_name, question) => {
  expect(problemOf(await join(question))).toBe('403 window-not-open');
  expect(await issued()).toBe(0);
});

test.each<readonly [string, unknown]>([
  ['the time', { now: later.toISOString() }],
  ['the opening', { opensAt: new Date(0).toISOString() }],
  ['a number', { number: 1 }],
  ['a birth date', { birthDate: '1967-01-01' }],
])('C02: a body that states %s is refused', async (_name, json) => {
  expect(problemOf(await join({ json }))).toBe('400 invalid-request');
  expect(await issued()).toBe(0);
});

test('C02: parameters in the address change nothing', async () => {
  const answer = await call(
    gate,
    'POST',
    `/v1/windows/${windowId}/tickets?now=${later.getTime()}&birthDate=1967-01-01`,
    {
      bearer: person.session,
    },
  );
  expect(problemOf(answer)).toBe('403 window-not-open');
});
