import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import {
  admissionGrantSchema,
  bookingReceiptSchema,
  type CivilDate,
  civilDateSchema,
  ticketGrantSchema,
} from '@sunbeon/core';
import { verifyPass, verifyTicket } from '@sunbeon/crypto';
import { listen } from '@sunbeon/service-kit';
import { eventually } from '@sunbeon/test-kit';
import { aConsent, boardOf, contactIn, join } from './a-family.ts';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf } from './call.ts';

type Parent = TestPerson & { readonly birthDate: CivilDate };

let gate: TestGate;
let windowId: string;
let mother: Parent;
let daughter: TestPerson;
let consentId: string;

const birthDate = civilDateSchema.parse('1967-03-09');
const aParent = async (born = birthDate): Promise<Parent> => ({ ...(await aPerson(gate, born)), birthDate: born });

beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});
beforeEach(async () => {
  windowId = await gate.openWindow();
  mother = await aParent();
  // Too young for the window herself.
  daughter = await aPerson(gate, civilDateSchema.parse('1995-06-01'));
  ({ consentId } = await aConsent(gate, daughter, mother));
});

/** Joins by the consent and is called. */
async function ticketFor(who: TestPerson, consent?: string): Promise<string> {
  const { ticket } = ticketGrantSchema.parse((await join(gate, windowId, who, consent)).body);
  await gate.room.callNext(windowId);
  return ticket;
}

async function passFor(who: TestPerson, consent?: string): Promise<string> {
  const answer = await call(gate, 'POST', '/v1/admissions', { bearer: await ticketFor(who, consent) });
  return admissionGrantSchema.parse(answer.body).pass;
}

const submit = (pass: string, json: unknown = { slots: ['1'] }) =>
  call(gate, 'POST', '/v1/bookings', { bearer: pass, json, headers: { 'Idempotency-Key': randomUUID() } });
const seatsTaken = () => gate.redis.zcard(`${gate.config.redisPrefix}:{w:${windowId}}:seats`);

test('a delegate gets the one number of the parent, whoever of them comes first, and the parent’s own contact', async () => {
  const first = await join(gate, windowId, daughter, consentId);
  expect(first.status).toBe(201);
  const grant = ticketGrantSchema.parse(first.body);
  const own = await join(gate, windowId, mother);
  expect(own).toMatchObject({ status: 200, body: { number: grant.number } });
  const ticket = verifyTicket(gate.config.keys.ticket, grant.ticket);
  expect(ticket).toMatchObject({ personKey: mother.personKey, consentId });
  if (ticket === null) throw new TypeError('no ticket');
  expect(await contactIn(gate, ticket)).toEqual({ name: mother.name, phone: mother.phone });
  expect(grant.ticket).not.toContain(daughter.personKey);
});

test('it is the parent who must be eligible: the delegate is too young, and may still join for the parent', async () => {
  expect(problemOf(await join(gate, windowId, daughter))).toBe('403 not-eligible');
  const grandmother = await aParent(civilDateSchema.parse('1940-01-01'));
  const { consentId: hers } = await aConsent(gate, daughter, grandmother);
  expect(problemOf(await join(gate, windowId, daughter, hers))).toBe('403 not-eligible');
});

test('the whole way by a consent: pass and request are the parent’s, and say by which consent', async () => {
  const pass = await passFor(daughter, consentId);
  expect(verifyPass(gate.config.keys.pass, pass)).toMatchObject({ personKey: mother.personKey, consentId });
  const answer = await submit(pass);
  const { requestId } = bookingReceiptSchema.parse(answer.body);
  const job = await gate.queue.getJob(requestId);
  expect(job?.data).toMatchObject({ personKey: mother.personKey, consentId, number: 1 });
  const path = `/v1/booking-requests/${requestId}`;
  for (const bearer of [pass, mother.session]) {
    expect(await call(gate, 'GET', path, { bearer })).toMatchObject({ status: 200, body: { state: 'received' } });
  }
  const byConsent = await call(gate, 'GET', `${path}?for=${consentId}`, { bearer: daughter.session });
  expect(byConsent).toMatchObject({ status: 200, body: { state: 'received' } });
  expect(problemOf(await call(gate, 'GET', path, { bearer: daughter.session }))).toBe('404 request-unknown');
});

test('somebody without a delegate has tickets, passes and requests as before, without a word about consents', async () => {
  const pass = await passFor(mother);
  const { requestId } = bookingReceiptSchema.parse((await submit(pass)).body);
  const job = await gate.queue.getJob(requestId);
  expect(Object.keys(job?.data ?? {})).not.toContain('consentId');
  const [, claims = ''] = pass.split('.');
  expect(Buffer.from(claims, 'base64url').toString()).not.toContain('consent');
});

test('no consent, another’s, one for changes only, one that is over and one nobody gave: all the same refusal', async () => {
  const [son, stranger] = [await aPerson(gate), await aPerson(gate)];
  const { consentId: toChange } = await aConsent(gate, son, mother, ['change']);
  const { consentId: over } = await aConsent(gate, son, mother);
  await boardOf(gate).end(over);
  const unknown = randomUUID();
  await boardOf(gate).putUnknown(unknown);
  const refusals = await Promise.all([
    join(gate, windowId, stranger, consentId),
    join(gate, windowId, mother, consentId),
    join(gate, windowId, son, toChange),
    join(gate, windowId, son, over),
    join(gate, windowId, son, unknown),
  ]);
  expect(refusals.map(problemOf)).toEqual(refusals.map(() => '403 consent-ended'));
  const said = refusals.map(({ body }) => JSON.stringify({ ...Object(body), instance: '' }));
  expect(new Set(said).size).toBe(1);
  expect(problemOf(await join(gate, windowId, son, 'mother'))).toBe('400 invalid-request');
  expect(await gate.room.placeOf(windowId, mother.personKey)).toBeNull();
});

test('withdrawn after the join: no seat is given, and the parent’s place stays', async () => {
  const ticket = await ticketFor(daughter, consentId);
  await boardOf(gate).end(consentId);
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: ticket }))).toBe('403 consent-ended');
  expect(await seatsTaken()).toBe(0);
  expect(await join(gate, windowId, mother)).toMatchObject({ body: { number: 1, state: 'called' } });
  expect(problemOf(await join(gate, windowId, daughter, consentId))).toBe('403 consent-ended');
});

test('withdrawn after the seat was taken: the seat is free at once, and the pass books and shows nothing any more', async () => {
  const pass = await passFor(daughter, consentId);
  const { requestId } = bookingReceiptSchema.parse((await submit(pass)).body);
  expect(await seatsTaken()).toBe(1);
  await boardOf(gate).end(consentId);
  expect(await seatsTaken()).toBe(0);
  expect(problemOf(await submit(pass))).toBe('403 consent-ended');
  const asked = await call(gate, 'GET', `/v1/booking-requests/${requestId}`, { bearer: pass });
  expect(problemOf(asked)).toBe('403 consent-ended');
  const path = `/v1/windows/${windowId}/draft`;
  expect(problemOf(await call(gate, 'GET', path, { bearer: pass }))).toBe('403 consent-ended');
  expect(admissionGrantSchema.safeParse((await claim(await ticketFor(mother))).body).success).toBe(true);
});

const claim = (ticket: string) => call(gate, 'POST', '/v1/admissions', { bearer: ticket });

test('a consent that ran out, of which nobody told the line, gives the seat back when the pass is shown', async () => {
  const pass = await passFor(daughter, consentId);
  await gate.redis.del(`${gate.config.redisPrefix}:consent:${consentId}`);
  await boardOf(gate).putUnknown(consentId);
  expect(await seatsTaken()).toBe(1);
  expect(problemOf(await submit(pass))).toBe('403 consent-ended');
  expect(await seatsTaken()).toBe(0);
});

test('a delegate who asks and asks keeps neither the parent nor another child from asking, and takes no seat from them', async () => {
  const son = await aPerson(gate);
  const { consentId: his } = await aConsent(gate, son, mother);
  const hers = await passFor(daughter, consentId);
  const ticket = await ticketFor(daughter, consentId);
  await boardOf(gate).end(consentId);
  const own = await passFor(mother);
  const stubborn = Array.from({ length: 25 }, async () => [await submit(hers), await claim(ticket)]);
  const refusals = new Set((await Promise.all(stubborn)).flat().map(problemOf));
  expect([...refusals].toSorted()).toEqual(['403 consent-ended', '429 too-many-requests']);
  expect(await seatsTaken()).toBe(1);
  expect((await submit(own)).status).toBe(202);
  expect((await submit(await passFor(son, his))).status).toBe(202);
});

test('a delegate who looks and looks keeps the parent from no draft, and asks about no end of consents', async () => {
  const path = `/v1/windows/${windowId}/draft`;
  const [hers, own] = [await passFor(daughter, consentId), await passFor(mother)];
  const looks = await Promise.all(Array.from({ length: 45 }, async () => call(gate, 'GET', path, { bearer: hers })));
  expect(looks.map(({ status }) => status)).toContain(429);
  expect((await call(gate, 'GET', path, { bearer: own })).status).toBe(200);

  const { session: bearer } = daughter;
  const lookFor = async (id: string) =>
    problemOf(await call(gate, 'GET', `/v1/booking-requests/r?for=${id}`, { bearer }));
  expect(await lookFor('none')).toBe('403 consent-ended');
  await Promise.all(Array.from({ length: 65 }, async () => lookFor(consentId)));
  expect(await lookFor(randomUUID())).toBe('429 too-many-requests');
});

test('a delegate cannot name another phone', async () => {
  const pass = await passFor(daughter, consentId);
  const json = { slots: ['1'], contact: { phone: daughter.phone } };
  expect(problemOf(await submit(pass, json))).toBe('403 contact-not-yours');
  expect((await submit(await passFor(mother), json)).status).toBe(202);
});

test('parent and delegate at once hold one seat, and each has a pass of their own', async () => {
  const [own, hers] = [await passFor(mother), await passFor(daughter, consentId)];
  expect(verifyPass(gate.config.keys.pass, own)).toMatchObject({ number: 1, consentId: null });
  expect(verifyPass(gate.config.keys.pass, hers)).toMatchObject({ number: 1, consentId });
  expect(await seatsTaken()).toBe(1);
  await boardOf(gate).end(consentId);
  expect((await submit(own)).status).toBe(202);
});

test('a ticket of a delegate, with the consent edited out of it, is nobody’s', async () => {
  const [head, claims = '', signature] = (await ticketFor(daughter, consentId)).split('.');
  const edited = JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), consentId: null });
  const bearer = [head, Buffer.from(edited).toString('base64url'), signature].join('.');
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer }))).toBe('401 ticket-invalid');
});

test('a consent that Redis does not know is asked of api, once for all who wait; while api is away nobody is told a lie', async () => {
  expect(problemOf(await join(gate, windowId, daughter, randomUUID()))).toBe('503 unavailable');
  // Stands where api stands.
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  await using api = await listen(
    (req, res) => {
      asked.push(`${req.method} ${req.url}`);
      waiting.push(() => res.writeHead(204).end());
    },
    '127.0.0.1',
    0,
  );
  await using other = await aGate({ API_URL: `http://127.0.0.1:${api.port}` });
  const window = await other.openWindow();
  const [parent, child] = [{ ...(await aPerson(other, birthDate)), birthDate }, await aPerson(other)];
  const consent = await aConsent(other, child, parent);
  await other.redis.del(`${other.config.redisPrefix}:consent:${consent.consentId}`);
  const strangers = await Promise.all(Array.from({ length: 12 }, async () => aPerson(other)));
  const joins = Array.from({ length: 5 }, () => join(other, window, child, consent.consentId));
  await eventually(() => {
    expect(waiting.length).toBe(1);
  });
  const refused: number[] = [];
  const many = strangers.map(async (stranger) => {
    refused.push((await join(other, window, stranger, randomUUID())).status);
  });
  // Eight questions stand at once, one of them for all who came with that consent: five strangers are too many.
  await eventually(() => {
    expect(waiting.length).toBe(8);
    expect(refused).toEqual([503, 503, 503, 503, 503]);
  });
  expect(asked).toContain(`GET /v1/consents/${consent.consentId}/force`);
  await boardOf(other).put(consent);
  for (const answer of waiting) answer();
  const statuses = (await Promise.all(joins)).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 201]);
  await Promise.all(many);
  expect(asked).toHaveLength(8);
});

test('nobody outside reaches what gates ask of api', async () => {
  const path = `/v1/consents/${consentId}/force`;
  expect((await call(gate, 'GET', path, { bearer: daughter.session })).status).toBe(404);
  expect((await call(gate, 'GET', path)).status).toBe(404);
});
