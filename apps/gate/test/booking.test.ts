import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BookingOutcome, bookingReceiptSchema, bookingRequestSchema } from '@sunbeon/core';
import { blindIndexOf, openContact } from '@sunbeon/crypto';
import { RequestBoard } from '@sunbeon/waiting-room';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf, type Question } from './call.ts';
import { admitted } from './the-way-in.ts';

let gate: TestGate;
let windowId: string;
let person: TestPerson;
let pass: string;

beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});
beforeEach(async () => {
  windowId = await gate.openWindow();
  person = await aPerson(gate);
  pass = await admitted(gate, windowId, person);
});

const submit = (question: Question) => call(gate, 'POST', '/v1/bookings', { bearer: pass, ...question });
const withKey = (key: string = randomUUID()) => ({ 'Idempotency-Key': key });

async function submitted(question: Question): Promise<string> {
  const answer = await submit(question);
  expect(answer.status).toBe(202);
  return bookingReceiptSchema.parse(answer.body).requestId;
}

async function jobOf(requestId: string) {
  const job = await gate.queue.getJob(requestId);
  return job ? bookingRequestSchema.parse(job.data) : null;
}

test('a booking request is received, queued under its own id, and carries no readable person', async () => {
  const answer = await submit({ json: { slots: ['12', '7'] }, headers: withKey() });
  expect(answer.status).toBe(202);
  const { requestId, state } = bookingReceiptSchema.parse(answer.body);
  expect(state).toBe('received');
  expect(answer.headers.get('Location')).toBe(`/v1/booking-requests/${requestId}`);
  const job = await jobOf(requestId);
  expect(job).toMatchObject({ windowId, personKey: person.personKey, number: 1, choices: ['12', '7'], language: 'ko' });
  const raw = JSON.stringify(await gate.redis.hgetall(`{${gate.config.redisPrefix}:queue}:bookings:${requestId}`));
  expect(raw).toContain(requestId);
  expect(raw).not.toContain(person.name);
  expect(raw).not.toContain(person.phone.slice(3));
});

test('the same key with another body is refused, be it another slot, order or phone', async () => {
  const headers = withKey();
  await submitted({ json: { slots: ['1', '2'] }, headers });
  for (const json of [
    { slots: ['2', '1'] },
    { slots: ['1'] },
    { slots: ['1', '2'], contact: { phone: '010-1234-5678' } },
  ]) {
    expect(problemOf(await submit({ json, headers }))).toBe('422 idempotency-key-reused');
  }
});

test('another phone is normalised and sealed for the same person, with their own name', async () => {
  const phone = '０１０-9876-5432';
  const requestId = await submitted({ json: { slots: ['1'], contact: { phone } }, headers: withKey() });
  const job = await jobOf(requestId);
  const contact = await openContact(gate.config.keys.sealing, job?.sealedContact ?? '', person.personKey);
  expect(contact).toEqual({ name: person.name, phone: '+821098765432' });
  expect(job?.phoneIndex).toBe(blindIndexOf(gate.config.keys.person, '+821098765432'));
});

test('every request carries the keyed index of the phone it is about, the verified one when no other was given', async () => {
  const requestId = await submitted({ json: { slots: ['1'] }, headers: withKey() });
  const job = await jobOf(requestId);
  expect(job?.phoneIndex).toBe(blindIndexOf(gate.config.keys.person, person.phone));
  expect(job?.phoneIndex).toMatch(/^[\w-]{22}$/);
});

test('C03: no booking without a pass: neither a session, a ticket, a cookie nor a flag will do', async () => {
  const ticket = await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: person.session });
  expect(ticket.body).toMatchObject({ number: 1 });
  const { ticket: token } = Object(ticket.body);
  const json = { slots: ['1'] };
  const attempts: Question[] = [
    { json, headers: withKey() },
    { json, bearer: person.session, headers: withKey() },
    { json, bearer: String(token), headers: withKey() },
    { json, bearer: `${pass}x`, headers: withKey() },
    { json, headers: { ...withKey(), cookie: `sunbeon_session=${person.session}; TS_BYPASS=true; pass=${pass}` } },
    { json: { ...json, TS_BYPASS: true, pass }, headers: withKey() },
  ];
  for (const attempt of attempts) {
    expect(problemOf(await call(gate, 'POST', '/v1/bookings', attempt))).toBe('401 pass-invalid');
  }
  expect(await gate.queue.getJobs()).not.toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ windowId }) }),
  );
});

test('an outcome is shown to the person it belongs to and to nobody else', async () => {
  const requestId = await submitted({ json: { slots: ['1'] }, headers: withKey() });
  const path = `/v1/booking-requests/${requestId}`;
  const stranger = await aPerson(gate);

  expect((await call(gate, 'GET', path, { bearer: pass })).body).toEqual({ requestId, state: 'received' });
  const slot = {
    id: '1',
    siteName: '종로내과',
    municipality: '종로구',
    startsAt: '2021-08-16T00:00:00.000Z',
    product: 'vaccine',
  };
  const outcome: BookingOutcome = { state: 'rejected', code: 'slot-full', alternatives: [slot] };
  await new RequestBoard(gate.redis, gate.config.redisPrefix).publish({ requestId, windowId, outcome });
  expect((await call(gate, 'GET', path, { bearer: person.session })).body).toEqual({ requestId, ...outcome });
  expect((await call(gate, 'GET', path, { headers: { cookie: `sunbeon_session=${person.session}` } })).status).toBe(
    200,
  );

  const never = `/v1/booking-requests/r-${'x'.repeat(22)}`;
  expect(problemOf(await call(gate, 'GET', path, { bearer: stranger.session }))).toBe('404 request-unknown');
  expect(problemOf(await call(gate, 'GET', never, { bearer: person.session }))).toBe('404 request-unknown');
  expect(problemOf(await call(gate, 'GET', '/v1/booking-requests/__proto__', { bearer: pass }))).toBe(
    '404 request-unknown',
  );
  expect(problemOf(await call(gate, 'GET', path))).toBe('401 login-required');
});
