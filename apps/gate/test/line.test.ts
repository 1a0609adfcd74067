import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { admissionGrantSchema, civilDateSchema, ticketGrantSchema, ticketStandingSchema } from '@sunbeon/core';
import { signTicket, verifyPass, verifyTicket } from '@sunbeon/crypto';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { admitted, joined } from './the-way-in.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const tickets = (windowId: string) => `/v1/windows/${windowId}/tickets`;

test('a person gets a number once (201) and the same one ever after (200), on any device', async () => {
  const windowId = await gate.openWindow();
  const person = await aPerson(gate);
  const first = await call(gate, 'POST', tickets(windowId), { bearer: person.session });
  const again = await call(gate, 'POST', tickets(windowId), {
    headers: { cookie: `theme=dark; sunbeon_session=${person.session}` },
  });
  expect([first.status, again.status]).toEqual([201, 200]);
  const grant = ticketGrantSchema.parse(first.body);
  expect(ticketGrantSchema.parse(again.body)).toMatchObject({
    number: grant.number,
    state: 'waiting',
    ahead: 0,
  });
  expect(first.headers.get('Cache-Control')).toBe('no-store');
  expect(verifyTicket(gate.config.keys.ticket, grant.ticket)).toMatchObject({
    windowId,
    number: grant.number,
    personKey: person.personKey,
    language: 'ko',
  });
});

test('numbers follow the order of arrival', async () => {
  const windowId = await gate.openWindow();
  const numbers: unknown[] = [];
  for (let arrival = 0; arrival < 5; arrival += 1) {
    numbers.push((await joined(gate, windowId, await aPerson(gate))).number);
  }
  expect(numbers).toEqual([1, 2, 3, 4, 5]);
});

test('the checks of a join come in order: session, window, cohort, line', async () => {
  const closed = await gate.openWindow({ closed: true });
  const early = await gate.openWindow({ opensAtMs: Date.now() + 60_000 });
  const outsider = await aPerson(gate, civilDateSchema.parse('1969-01-01'));
  const insider = await aPerson(gate, civilDateSchema.parse('1968-12-31'));

  expect(problemOf(await call(gate, 'POST', tickets('nowhere')))).toBe('401 login-required');
  expect(problemOf(await call(gate, 'POST', tickets('nowhere'), { bearer: 'x' }))).toBe('401 session-invalid');
  expect(problemOf(await call(gate, 'POST', tickets('nowhere'), { bearer: outsider.session }))).toBe(
    '404 window-unknown',
  );
  const refused = await call(gate, 'POST', tickets(early), { bearer: outsider.session });
  expect(problemOf(refused)).toBe('403 not-eligible');
  expect(refused.body).toMatchObject({ rule: 'born-after' });
  expect(problemOf(await call(gate, 'POST', tickets(early), { bearer: insider.session }))).toBe('403 window-not-open');
  expect(problemOf(await call(gate, 'POST', tickets(closed), { bearer: insider.session }))).toBe('410 window-closed');
});

test('above the ceiling nobody gets a number until it is raised', async () => {
  const windowId = await gate.openWindow({ ceiling: 1 });
  await joined(gate, windowId, await aPerson(gate));
  const late = await aPerson(gate);
  const refused = await call(gate, 'POST', tickets(windowId), { bearer: late.session });
  expect(problemOf(refused)).toBe('503 line-unavailable');
  expect(refused.headers.get('Retry-After')).toBe('2');
  await gate.room.raiseCeiling(windowId, 10);
  await expect(joined(gate, windowId, late)).resolves.toMatchObject({ number: 2 });
});

test('a place for somebody else is refused, not quietly given to the wrong person', async () => {
  const windowId = await gate.openWindow();
  const { session } = await aPerson(gate);
  expect(
    problemOf(await call(gate, 'POST', tickets(windowId), { bearer: session, json: { beneficiary: 'b-1' } })),
  ).toBe('400 invalid-request');
});

test('a ticket stands where the line says, and only a ticket tells', async () => {
  const windowId = await gate.openWindow({ maxActive: 1 });
  const [first, second] = [await aPerson(gate), await aPerson(gate)];
  await joined(gate, windowId, first);
  const { ticket } = await joined(gate, windowId, second);
  const standing = async () =>
    ticketStandingSchema.parse((await call(gate, 'GET', '/v1/tickets/me', { bearer: ticket })).body);

  expect(await standing()).toMatchObject({ windowId, number: 2, ahead: 1, state: 'waiting' });
  await gate.room.callNext(windowId);
  expect(await standing()).toMatchObject({ ahead: 0, state: 'waiting' });
  expect(problemOf(await call(gate, 'GET', '/v1/tickets/me'))).toBe('401 ticket-invalid');
  expect(problemOf(await call(gate, 'GET', '/v1/tickets/me', { bearer: second.session }))).toBe('401 ticket-invalid');
});

test('a ticket with a number that no line can give is none, however well it is signed', async () => {
  const windowId = await gate.openWindow();
  const { ticket } = await joined(gate, windowId, await aPerson(gate));
  const claims = verifyTicket(gate.config.keys.ticket, ticket);
  if (claims === null) throw new TypeError('no ticket');
  for (const number of [2 ** 32, 2 ** 53 - 1]) {
    const bearer = signTicket(gate.config.keys.ticket, { ...claims, number });
    expect(problemOf(await call(gate, 'GET', '/v1/tickets/me', { bearer }))).toBe('401 ticket-invalid');
    expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer }))).toBe('401 ticket-invalid');
  }
});

test('what is answered is counted and timed by route', async () => {
  const windowId = await gate.openWindow();
  for (let times = 0; times < 3; times += 1) await call(gate, 'GET', `/v1/windows/${windowId}/status?times=${times}`);
  const text = String((await call(gate, 'GET', '/metrics')).body);
  const figure = (name: string, labels: string) =>
    Number(new RegExp(`^gate_request_seconds_${name}\\{${labels}\\} (\\S+)$`, 'm').exec(text)?.[1]);
  const ofStatus = 'service="gate",method="GET",route="/v1/windows/:id/status",status="200"';
  const count = figure('count', ofStatus);
  expect(count).toBeGreaterThanOrEqual(3);
  expect(figure('bucket', `le="\\+Inf",${ofStatus}`)).toBe(count);
  expect(figure('bucket', `le="0.001",${ofStatus}`)).toBeLessThanOrEqual(count);
  expect(figure('sum', ofStatus)).toBeGreaterThan(0);
  expect(text).not.toContain(windowId);
});

test('a called number goes in, with the same seat however often it asks; before it is called it does not', async () => {
  const windowId = await gate.openWindow();
  const person = await aPerson(gate);
  const { ticket } = await joined(gate, windowId, person);
  const early = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  expect(problemOf(early)).toBe('409 not-called');
  expect(Number(early.headers.get('Retry-After'))).toBeGreaterThan(0);

  await gate.room.callNext(windowId);
  const seat = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  const again = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  expect([seat.status, again.status]).toEqual([201, 201]);
  const grant = admissionGrantSchema.parse(seat.body);
  expect(admissionGrantSchema.parse(again.body).expiresAt).toBe(grant.expiresAt);
  expect(verifyPass(gate.config.keys.pass, grant.pass)).toMatchObject({ windowId, personKey: person.personKey });

  await gate.room.finish(windowId, 1);
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: ticket }))).toBe('409 already-finished');
});

test('when every seat is taken a called number keeps its turn and is told when to come back', async () => {
  const windowId = await gate.openWindow({ maxActive: 1 });
  await admitted(gate, windowId, await aPerson(gate));
  const { ticket } = await joined(gate, windowId, await aPerson(gate));
  const answer = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  expect(problemOf(answer)).toBe('409 not-called');
  expect(answer.headers.get('Retry-After')).toBe('2');
});

test('one person who hammers is slowed down, keeps the place, and slows nobody else', async () => {
  const windowId = await gate.openWindow();
  const [eager, patient] = [await aPerson(gate), await aPerson(gate)];
  const { number } = await joined(gate, windowId, eager);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () =>
      call(gate, 'POST', tickets(windowId), {
        bearer: eager.session,
        headers: { 'X-Forwarded-For': `10.0.0.${Math.random()}` },
      }),
    ),
  );
  const slowed = answers.filter(({ status }) => status === 429);
  expect(slowed.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(30 - slowed.length);
  const [refused] = slowed;
  expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(refused?.body).toMatchObject({ code: 'too-many-requests' });
  await expect(joined(gate, windowId, patient)).resolves.toMatchObject({ number: Number(number) + 1 });
});
