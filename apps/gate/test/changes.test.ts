import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type HttpServer, listen } from '@sunbeon/service-kit';
import { aGate, aPerson, OWN_ORIGIN, type TestGate, type TestPerson } from './a-gate.ts';
import { call, problemOf, type Question } from './call.ts';

interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

let api: HttpServer;
let gate: TestGate;
let person: TestPerson;
const arrived: Arrived[] = [];

beforeAll(async () => {
  // Stands where api stands.
  api = await listen((req, res) => void note(req, res), '127.0.0.1', 0);
  gate = await aGate({ API_URL: `http://127.0.0.1:${api.port}` });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  person = await aPerson(gate);
  arrived.length = 0;
});

async function note(req: IncomingMessage, res: ServerResponse): Promise<void> {
  arrived.push({ method: req.method ?? '', path: req.url ?? '', body: await text(req) });
  res.setHeader('Content-Type', 'application/json').end('{}');
}

const id = randomUUID();
const change = (method: string, verb: string, question: Question = {}) =>
  call(gate, method, `/v1/bookings/${id}${verb}`, { bearer: person.session, ...question });

test('every change of a booking reaches api as it was sent', async () => {
  const tricky = { slot: '12', ['__proto__']: 'x', text: '가나다\u2028' };
  expect((await change('DELETE', '')).status).toBe(200);
  expect((await change('POST', '/move', { json: tricky })).status).toBe(200);
  expect((await change('POST', '/offer', { json: { accept: true } })).status).toBe(200);
  expect((await change('POST', '/resend')).status).toBe(200);
  expect(arrived.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `DELETE /v1/bookings/${id}`,
    `POST /v1/bookings/${id}/move`,
    `POST /v1/bookings/${id}/offer`,
    `POST /v1/bookings/${id}/resend`,
  ]);
  expect(arrived.map(({ body }) => body)).toEqual(['', JSON.stringify(tricky), '{"accept":true}', '']);
});

test.each([
  ['nobody', 'DELETE', '', { bearer: '' }, '401 login-required'],
  ['a forged session', 'DELETE', '', { bearer: 'x.y.z' }, '401 session-invalid'],
  [
    'a form of another site',
    'POST',
    '/move',
    { raw: 'slot=1', headers: { 'content-type': 'text/plain' } },
    '415 unsupported-media-type',
  ],
  ['no JSON', 'POST', '/move', { raw: '{', headers: { 'content-type': 'application/json' } }, '400 invalid-json'],
  ['a giant', 'POST', '/move', { json: { slot: 'x'.repeat(20_000) } }, '413 body-too-large'],
  ['another method', 'PUT', '', {}, '405 method-not-allowed'],
  ['a look at a change', 'GET', '/move', {}, '405 method-not-allowed'],
  ['a cancellation of everything', 'DELETE', '/../me', {}, '405 method-not-allowed'],
])('%s goes no further than the gate', async (_what, method, verb, question, problem) => {
  expect(problemOf(await change(method, verb, question))).toBe(problem);
  expect(arrived).toEqual([]);
});

test('by cookie alone a change must come from a page of our own', async () => {
  const cookie = `sunbeon_session=${person.session}`;
  const from = (headers: Readonly<Record<string, string>>) =>
    call(gate, 'DELETE', `/v1/bookings/${id}`, { headers: { cookie, ...headers } });
  expect(problemOf(await from({ origin: 'https://elsewhere.example' }))).toBe('403 forbidden-origin');
  expect(problemOf(await from({ origin: 'null' }))).toBe('403 forbidden-origin');
  expect(problemOf(await from({ 'sec-fetch-site': 'cross-site' }))).toBe('403 forbidden-origin');
  expect(arrived).toEqual([]);
  expect((await from({ origin: OWN_ORIGIN })).status).toBe(200);
});

test('who books and cancels all day is told to wait, for no longer than an hour; looking and others go on', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) statuses.push((await change('DELETE', '')).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const refused = await change('POST', '/resend');
  expect(problemOf(refused)).toBe('429 too-many-requests');
  const waitSeconds = Number(refused.headers.get('Retry-After'));
  expect(waitSeconds).toBeGreaterThan(60);
  expect(waitSeconds).toBeLessThanOrEqual(3_600);
  expect((await call(gate, 'GET', '/v1/bookings/me', { bearer: person.session })).status).toBe(200);
  person = await aPerson(gate);
  expect((await change('DELETE', '')).status).toBe(200);
});
