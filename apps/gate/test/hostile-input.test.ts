import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { problemCatalogue } from '@sunbeon/core';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { type Answer, call, problemOf, type Question } from './call.ts';
import { admitted, joined } from './the-way-in.ts';

let gate: TestGate;
let bearers: { readonly session: string; readonly ticket: string; readonly pass: string };
let windowId: string;

beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow();
  const person = await aPerson(gate);
  const { ticket } = await joined(gate, windowId, person);
  bearers = { session: person.session, ticket, pass: await admitted(gate, windowId, person) };
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const jsonType = { 'Content-Type': 'application/json' };

/** What may stand where a list of slot ids should. */
const badSlots: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a string', '1'],
  ['an empty list', []],
  ['four', ['1', '2', '3', '4']],
  ['one twice', ['1', '1']],
  ['numbers', [1]],
  ['lists', [['1']]],
  ['objects', [{ id: '1' }]],
  ['an object like a list', { 0: '1', length: 1 }],
  ['a sign', ['-1']],
  ['minus zero', ['-0']],
  ['an exponent', ['1e3']],
  ['hexadecimal', ['0x10']],
  ['beyond 2^53', ['9007199254740993']],
  ['a path', ['../1']],
  ['SQL', ["1' OR '1'='1"]],
  ['NUL', ['1\u0000']],
  ['a lone surrogate', ['\ud800']],
  ['Hangul in pieces', ['\u1100\u1161']],
  ['full-width digits', ['１２']],
  ['a line break', ['1\n']],
  ['over-long', ['1'.repeat(5_000)]],
];

test.each(badSlots)('slots: %s', async (_name, slots) => {
  expect(problemOf(await submitted({ json: { slots } }))).toBe('400 invalid-request');
});

const badContacts: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a string', '010-1234-5678'],
  ['nothing inside', {}],
  ['a number', { phone: 1_012_345_678 }],
  ['a list', { phone: ['010-1234-5678'] }],
  ['a landline', { phone: '02-123-4567' }],
  ['abroad', { phone: '+12025550123' }],
  ['CR LF', { phone: '010-1234-5678\r\nBcc: x' }],
  ['something shaped like a resident number', { phone: '670501-1234567' }],
  ['a name beside', { phone: '010-1234-5678', name: '홍길동' }],
  ['over-long', { phone: '0'.repeat(10_000) }],
];

test.each(badContacts)('contact: %s', async (_name, contact) => {
  expect(problemOf(await submitted({ json: { slots: ['1'], contact } }))).toBe('400 invalid-request');
});

const badBodies: readonly (readonly [string, Question, number, keyof typeof problemCatalogue])[] = [
  ['nothing', {}, 400, 'invalid-request'],
  ['broken JSON', { raw: '{"slots":["1"', headers: jsonType }, 400, 'invalid-json'],
  ['a bare word', { raw: 'slots', headers: jsonType }, 400, 'invalid-json'],
  ['a JSON string', { raw: '"slots"', headers: jsonType }, 400, 'invalid-json'],
  ['a list', { json: ['1'] }, 400, 'invalid-request'],
  ['an unknown field', { json: { slots: ['1'], state: 'confirmed' } }, 400, 'invalid-request'],
  ['somebody else', { json: { slots: ['1'], personKey: 'x'.repeat(22) } }, 400, 'invalid-request'],
  ['__proto__', { raw: '{"slots":["1"],"__proto__":{"x":1}}', headers: jsonType }, 400, 'invalid-request'],
  ['constructor', { raw: '{"slots":["1"],"constructor":{"prototype":{}}}', headers: jsonType }, 400, 'invalid-request'],
  ['deep nesting', { raw: '['.repeat(8_000) + ']'.repeat(8_000), headers: jsonType }, 400, 'invalid-request'],
  ['invalid UTF-8', { raw: new Uint8Array([0x22, 0xff, 0xfe, 0x22]), headers: jsonType }, 400, 'invalid-json'],
  ['17 KB', { json: { slots: ['1'], pad: 'x'.repeat(17_000) } }, 413, 'body-too-large'],
  ['1 MB', { json: { pad: 'x'.repeat(1_048_576) } }, 413, 'body-too-large'],
  ['text/plain', { raw: '{"slots":["1"]}', headers: { 'Content-Type': 'text/plain' } }, 415, 'unsupported-media-type'],
  [
    'a form',
    { raw: 'slots=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported-media-type',
  ],
  ['no type at all', { raw: new Uint8Array([0x7b, 0x7d]) }, 415, 'unsupported-media-type'],
  ['gzip', { raw: 'x', headers: { ...jsonType, 'Content-Encoding': 'gzip' } }, 415, 'unsupported-media-type'],
  [
    'EUC-KR',
    { raw: '{}', headers: { 'Content-Type': 'application/json; charset=euc-kr' } },
    415,
    'unsupported-media-type',
  ],
];

test.each(badBodies)('body: %s', async (_name, question, status, code) => {
  expect(problemOf(await submitted(question))).toBe(`${status} ${code}`);
});

const foreignTokens: readonly (readonly [string, (own: typeof bearers) => string])[] = [
  ['rubbish', () => 'rubbish'],
  ['no token of ours', () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ['a cut one', ({ session }) => session.slice(0, -2)],
  ['15 KB', () => 'A'.repeat(15_000)],
  ['a ticket, a session and a pass in one', ({ ticket, session, pass }) => `${ticket}.${session}.${pass}`],
];

test.each(foreignTokens)('token: %s opens nothing', async (_name, tokenFrom) => {
  const bearer = tokenFrom(bearers);
  const headers = { 'Idempotency-Key': randomUUID() };
  expect(problemOf(await call(gate, 'GET', '/v1/identity/me', { bearer }))).toBe('401 session-invalid');
  expect(problemOf(await call(gate, 'GET', '/v1/tickets/me', { bearer }))).toBe('401 ticket-invalid');
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer }))).toBe('401 ticket-invalid');
  expect(problemOf(await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer }))).toBe(
    '401 session-invalid',
  );
  expect(problemOf(await call(gate, 'POST', '/v1/bookings', { bearer, headers, json: { slots: ['1'] } }))).toBe(
    '401 pass-invalid',
  );
  expect(problemOf(await call(gate, 'GET', '/v1/bookings/me', { bearer }))).toBe('401 session-invalid');
});

test.each(['/v1/admissions', '/v1/bookings'])('%s refuses 1 MB whose length nobody said beforehand', async (path) => {
  const body = new Blob(['x'.repeat(1_048_576)]).stream();
  const headers = { ...jsonType, Authorization: `Bearer ${bearers.pass}` };
  const options = { method: 'POST', headers, body, duplex: 'half', signal: AbortSignal.timeout(5_000) } as const;
  const answer = await fetch(gate.gate.url + path, options);
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ code: 'body-too-large' });
});

test('each kind of token is refused where another is asked for', async () => {
  const { session, ticket, pass } = bearers;
  for (const bearer of [ticket, pass])
    expect(problemOf(await call(gate, 'GET', '/v1/identity/me', { bearer }))).toBe('401 session-invalid');
  for (const bearer of [session, pass])
    expect(problemOf(await call(gate, 'GET', '/v1/tickets/me', { bearer }))).toBe('401 ticket-invalid');
  for (const bearer of [session, pass])
    expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer }))).toBe('401 ticket-invalid');
});

const badQueries = [
  '',
  '?window=',
  '?window=UPPER',
  '?window=a&window=b',
  '?window[]=a',
  '?window[$ne]=a',
  '?window=a&date=2021-02-30',
  '?window=a&date=yesterday',
  '?window=a&unknown=1',
  `?window=a&site=${'x'.repeat(65)}`,
  '?window=a&__proto__=1',
  '?window=%00',
];

test.each(badQueries)('slots query %s', async (query) => {
  expect(problemOf(await call(gate, 'GET', `/v1/slots${query}`))).toBe('400 invalid-request');
});

test.each([
  '/v1/windows/%E0%A4%A/status',
  '/v1/%2e%2e/%2e%2e/etc/passwd',
  '/v1/windows/..%2f..%2fx/tickets',
  '/nothing',
  '/assets/../config.ts',
])('address %s leads nowhere', async (path) => {
  const answer = await call(gate, 'GET', path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
});

test('methods that a route does not take are harmless', async () => {
  const path = `/v1/windows/${windowId}/tickets`;
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await call(gate, method, path, { bearer: bearers.session });
    expect([method, answer.status, answer.headers.get('Allow')]).toEqual([method, 405, 'POST']);
  }
  const override = { 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'DELETE' };
  expect((await call(gate, 'GET', '/v1/windows?_method=DELETE', { headers: override })).status).toBe(200);
  expect((await call(gate, 'HEAD', '/v1/windows')).status).toBe(200);
  expect(problemOf(await call(gate, 'POST', '/v1/windows', { json: {} }))).toBe('405 method-not-allowed');
});

/** A pass of somebody new, so that what one person may ask in ten seconds does not stand in the way. */
async function freshPass(): Promise<string> {
  return admitted(gate, windowId, await aPerson(gate));
}

async function submitted(question: Question): Promise<Answer> {
  const headers = { ...question.headers, 'Idempotency-Key': randomUUID() };
  return call(gate, 'POST', '/v1/bookings', { ...question, bearer: await freshPass(), headers });
}
