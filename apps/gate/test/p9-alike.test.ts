import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bookingReceiptSchema, civilDateSchema } from '@sunbeon/core';
import { beginSession, type Keyring, sealContact, signPass, signSession } from '@sunbeon/crypto';
import { z } from 'zod';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';
import { type Answer, call, problemOf } from './call.ts';
import { admitted } from './the-way-in.ts';

let gate: TestGate;
let someone: TestPerson;
let theirPass: string;
let theirRequest: string;
let stranger: TestPerson;
let strangersPass: string;

beforeAll(async () => {
  gate = await aGate();
  const windowId = await gate.openWindow();
  someone = await aPerson(gate);
  theirPass = await admitted(gate, windowId, someone);
  theirRequest = await submit(theirPass, 'the-same-key');
  stranger = await aPerson(gate);
  strangersPass = await admitted(gate, windowId, stranger);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

async function submit(pass: string, key: string): Promise<string> {
  const headers = { 'Idempotency-Key': key };
  const answer = await call(gate, 'POST', '/v1/bookings', { bearer: pass, json: { slots: ['1'] }, headers });
  return bookingReceiptSchema.parse(answer.body).requestId;
}

/** All of an answer but what differs with every request: the time, the id of the request itself, and the hash of both. */
function shape({ status, headers, body }: Answer) {
  const names = [...headers].filter(([name]) => name !== 'date' && name !== 'etag');
  return { status, headers: names, body: { ...z.looseObject({}).parse(body), instance: '' } };
}

test('somebody else’s booking request looks exactly like one that never was', async () => {
  const never = `r-${randomBytes(16).toString('base64url')}`;
  const asked = [theirRequest, never, 'r-short', '%00', "r-' OR 1=1 --", `${theirRequest}x`];
  for (const bearer of [strangersPass, stranger.session]) {
    const answers = await Promise.all(asked.map((id) => call(gate, 'GET', `/v1/booking-requests/${id}`, { bearer })));
    expect(answers.map(problemOf)).toEqual(asked.map(() => '404 request-unknown'));
    for (const answer of answers) expect(shape(answer)).toEqual(shape(answers[0] ?? answer));
  }
  const own = await call(gate, 'GET', `/v1/booking-requests/${theirRequest}`, { bearer: theirPass });
  expect(own.status).toBe(200);
});

test('somebody else’s idempotency key is as good as new, and tells nothing of theirs', async () => {
  const request = await submit(strangersPass, 'the-same-key');
  expect(request).not.toBe(theirRequest);
});

test('without a session every request is refused alike, whether it exists or not', async () => {
  const answers = await Promise.all(
    [theirRequest, `r-${randomBytes(16).toString('base64url')}`, 'x'].map((id) =>
      call(gate, 'GET', `/v1/booking-requests/${id}`),
    ),
  );
  expect(new Set(answers.map(problemOf))).toEqual(new Set(['401 login-required']));
});

/** A session and a pass of somebody whose contact was sealed with a key that has been taken off since. */
async function sealedByARetiredKey() {
  const other = await aGate({ SEALING_KEYS: `gone:${randomBytes(32).toString('base64url')}` });
  const sealing: Keyring = other.config.keys.sealing;
  await other[Symbol.asyncDispose]();
  const { personKey, name, phone } = await aPerson(gate);
  const sealedContact = await sealContact(sealing, { name, phone }, personKey);
  const expiresAtMs = Date.now() + 60_000;
  const claims = { personKey, sealedContact, expiresAtMs };
  const pass = { ...claims, windowId: await gate.openWindow(), number: 1, language: 'ko' as const };
  const birthDate = civilDateSchema.parse('1967-05-01');
  const verified = { personKey, sealedContact, birthDate, provider: 'synthetic', verifiedAtMs: Date.now() };
  const session = beginSession(verified, { idleMs: 60_000, sinceVerificationMs: 60_000 });
  return {
    session: signSession(gate.config.keys.session, session),
    pass: signPass(gate.config.keys.pass, pass),
  };
}

test('whose sealing key was taken off is asked to verify again, and may book all the same', async () => {
  const { session, pass } = await sealedByARetiredKey();
  expect(problemOf(await call(gate, 'GET', '/v1/identity/me', { bearer: session }))).toBe('401 session-invalid');
  const book = (contact: object) =>
    call(gate, 'POST', '/v1/bookings', {
      bearer: pass,
      json: { slots: ['1'], ...contact },
      headers: { 'Idempotency-Key': randomUUID() },
    });
  expect(problemOf(await book({ contact: { phone: '010-1234-5678' } }))).toBe('401 session-invalid');
  expect((await book({})).status).toBe(202);
});
