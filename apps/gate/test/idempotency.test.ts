import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type BookingOutcome, bookingReceiptSchema } from '@sunbeon/core';
import { eventually, startOwnRedis, testKeys } from '@sunbeon/test-kit';
import { RequestBoard } from '@sunbeon/waiting-room';
import { findRequest } from '../src/booking/find-request.ts';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { type Answer, call, problemOf, type Question } from './call.ts';
import { admitted } from './the-way-in.ts';

/** Three gates over one Redis: what one person may ask of one process in ten seconds is less than fifty posts. */
const GATES = 3;
const POSTS = 51;

const gates: TestGate[] = [];
let gate: TestGate;
let windowId: string;
let pass: string;

beforeAll(async () => {
  const keys = testKeys();
  gate = await aGate({ ...keys });
  gates.push(gate);
  while (gates.length < GATES) gates.push(await aGate({ ...keys, REDIS_PREFIX: gate.config.redisPrefix }));
});
afterAll(async () => {
  for (const each of gates.toReversed()) await each[Symbol.asyncDispose]();
});
beforeEach(async () => {
  windowId = await gate.openWindow();
  pass = await admitted(gate, windowId, await aPerson(gate));
});

const withKey = (key: string = randomUUID()) => ({ 'Idempotency-Key': key });
const submit = (question: Question, at = gate) => call(at, 'POST', '/v1/bookings', { bearer: pass, ...question });
const ask = (requestId: string) => call(gate, 'GET', `/v1/booking-requests/${requestId}`, { bearer: pass });
const requestIdOf = ({ body }: Answer) => bookingReceiptSchema.parse(body).requestId;
const full: BookingOutcome = { state: 'rejected', code: 'slot-full', alternatives: [] };

async function jobsOf(requestId: string): Promise<number> {
  return (await gate.queue.getJobs()).filter(({ id }) => id === requestId).length;
}

/** The same question or several in turn, over and over, at all gates at once. */
function atOnce(...questions: Question[]): Promise<Answer[]> {
  const posts = Array.from({ length: POSTS }, (_, n) =>
    submit(questions[n % questions.length] ?? {}, gates[n % GATES]),
  );
  return Promise.all(posts);
}

/** What each was answered: `202`, or the problem. */
function endingsOf(answers: readonly Answer[]): string[] {
  return answers.map((answer) => (answer.status === 202 ? '202' : problemOf(answer)));
}

test('of fifty posts of one key at once one makes the job; all are answered with that request, or told to wait', async () => {
  const question = { json: { slots: ['1', '2'] }, headers: withKey() };
  const answers = await atOnce(question);
  expect(['202', '409 request-in-flight']).toEqual(expect.arrayContaining([...new Set(endingsOf(answers))]));
  const taken = answers.filter(({ status }) => status === 202);
  expect(taken.length).toBeGreaterThan(0);
  const ids = new Set(taken.map(requestIdOf));
  expect(ids.size).toBe(1);
  for (const { headers } of answers.filter(({ status }) => status === 409)) {
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  }
  expect(await jobsOf([...ids][0] ?? '')).toBe(1);
});

test('of two bodies under one key one counts, and the other is refused every time', async () => {
  const headers = withKey();
  const one = { json: { slots: ['1', '2'] }, headers };
  const other = { json: { slots: ['2', '1'] }, headers };
  const answers = await atOnce(one, other);
  const endings = endingsOf(answers);
  const refused = endings.map((ending) => ending === '422 idempotency-key-reused');
  const [first] = refused;
  expect(refused).toEqual(refused.map((_, n) => (n % 2 === 0 ? first : !first)));
  const ids = new Set(answers.filter(({ status }) => status === 202).map(requestIdOf));
  expect(ids.size).toBe(1);
  expect(await jobsOf([...ids][0] ?? '')).toBe(1);
});

test('the saved answer is the same bytes before and after the decision, and names the same place', async () => {
  const question = { json: { slots: ['3'] }, headers: withKey() };
  const answers = [await submit(question)];
  answers.push(await submit(question, gates[1]));
  const requestId = requestIdOf(answers[0] ?? { status: 0, headers: new Headers(), body: null });
  await new RequestBoard(gate.redis, gate.config.redisPrefix).publish({ requestId, windowId: 'w-1', outcome: full });
  answers.push(await submit(question));
  expect(endingsOf(answers)).toEqual(['202', '202', '202']);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers.get('Content-Length'))).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers.get('Location')))).toEqual(
    new Set([`/v1/booking-requests/${requestId}`]),
  );
});

test('a key belongs to a person and a window', async () => {
  const headers = withKey();
  const json = { slots: ['1'] };
  const mine = requestIdOf(await submit({ json, headers }));
  const person = await aPerson(gate);
  const theirs = requestIdOf(await submit({ json, headers, bearer: await admitted(gate, windowId, person) }));
  const another = await admitted(gate, await gate.openWindow(), person);
  const elsewhere = requestIdOf(await submit({ json: { slots: ['9'] }, headers, bearer: another }));
  expect(new Set([mine, theirs, elsewhere]).size).toBe(3);
});

test('a key is a string of the structured fields, in quotes or bare, which is the same', async () => {
  const json = { slots: ['1'] };
  const idOf = async (key: string) => requestIdOf(await submit({ json, headers: withKey(key) }));
  expect(await idOf('"k-1"')).toBe(await idOf('k-1'));
  expect(await idOf(String.raw`"a \"b\"; c=\\"`)).not.toBe(await idOf('"a b; c="'));
});

test.each([
  ['empty', ''],
  ['empty in quotes', '""'],
  ['with a space', 'a b'],
  ['a list', '"a", "b"'],
  ['quotes that do not end', '"abc'],
  ['quotes that do not begin', 'abc"'],
  ['a quote inside', '"a"b"'],
  ['an escape of nothing', String.raw`"a\b"`],
  ['with a parameter', '"a";v=1'],
  ['beyond ASCII', 'ké'],
  ['too long', 'x'.repeat(65)],
  ['giant', 'x'.repeat(12_000)],
])('a key that is %s is refused', async (_what, key) => {
  const answer = await submit({ json: { slots: ['1'] }, headers: withKey(key) });
  expect(answer).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ field: 'Idempotency-Key' }] },
  });
});

test('without a key, and with one beyond what a header may hold', async () => {
  const json = { slots: ['1'] };
  expect(problemOf(await submit({ json }))).toBe('400 idempotency-key-missing');
  expect((await submit({ json, headers: withKey('x'.repeat(20_000)) })).status).toBe(431);
});

test('a request whose job is gone is unknown; sent again it is received, queued once more, and decided', async () => {
  const question = { json: { slots: ['3'] }, headers: withKey() };
  const requestId = requestIdOf(await submit(question));
  expect((await ask(requestId)).body).toEqual({ requestId, state: 'received' });
  await gate.queue.remove(requestId);
  expect(problemOf(await ask(requestId))).toBe('404 request-unknown');
  expect(requestIdOf(await submit(question))).toBe(requestId);
  expect(await jobsOf(requestId)).toBe(1);
  expect((await ask(requestId)).body).toEqual({ requestId, state: 'received' });

  // The worker publishes, then the job ends: nobody who asks in between or after is told "unknown".
  await new RequestBoard(gate.redis, gate.config.redisPrefix).publish({ requestId, windowId: 'w-1', outcome: full });
  await gate.queue.remove(requestId);
  expect((await ask(requestId)).body).toEqual({ requestId, ...full });
  expect(requestIdOf(await submit(question))).toBe(requestId);
  expect(await jobsOf(requestId)).toBe(0);
});

test('a job that ends in the very moment it is looked for is not taken for a lost one', async () => {
  const requestId = requestIdOf(await submit({ json: { slots: ['3'] }, headers: withKey() }));
  const requests = new RequestBoard(gate.redis, gate.config.redisPrefix);
  const personKey = (await requests.read(requestId))?.personKey ?? '';
  const holds = async () => {
    await requests.publish({ requestId, windowId: 'w-1', outcome: full });
    await gate.queue.remove(requestId);
    return false;
  };
  expect(await findRequest({ requests, queue: { holds } }, requestId, personKey)).toEqual(full);
});

test('a taking-in that died shows as received, and the next post after a few seconds takes it over', async () => {
  const question = { json: { slots: ['3'] }, headers: withKey() };
  const requestId = requestIdOf(await submit(question));
  await gate.queue.remove(requestId);
  const [key = ''] = await gate.redis.keys(`${gate.config.redisPrefix}:*${requestId}`);
  await gate.redis.hset(key, 'taking', '1');
  expect((await ask(requestId)).body).toEqual({ requestId, state: 'received' });
  expect(problemOf(await submit(question))).toBe('409 request-in-flight');
  await gate.redis.hincrby(key, 'touchedAtMs', -6_000);
  expect((await submit(question)).status).toBe(202);
  expect(await jobsOf(requestId)).toBe(1);
});

test('when Redis lost everything the request is unknown, and sending it again with its key is harmless', async () => {
  const redis = await startOwnRedis();
  const own = await aGate({ REDIS_URL: redis.url });
  const mine = await admitted(own, await own.openWindow(), await aPerson(own));
  const question = { bearer: mine, json: { slots: ['1'] }, headers: withKey() };
  const requestId = requestIdOf(await submit(question, own));
  await own.redis.flushall();
  const lost = await call(own, 'GET', `/v1/booking-requests/${requestId}`, { bearer: mine });
  expect(problemOf(lost)).toBe('404 request-unknown');
  // By now the gate knows of no window either; what it has taken in it has taken in.
  await eventually(async () => expect((await call(own, 'GET', '/v1/windows')).status).toBe(503));
  expect(requestIdOf(await submit(question, own))).toBe(requestId);
  expect(await own.queue.getJobCounts('wait')).toEqual({ wait: 1 });
  await own[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});
