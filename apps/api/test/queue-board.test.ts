import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BOOKING_QUEUE, type BookingRequest } from '@sunbeon/core';
import { Queue } from 'bullmq';
import { anApi, type TestApi } from './an-api.ts';
import { aMember, type TestMember } from './members.ts';

const JOBS = 120;
const BOARD = '/queues';

let house: TestApi;
let queue: Queue;
let auditor: TestMember;
const requests: BookingRequest[] = [];

beforeAll(async () => {
  house = await anApi();
  const { redis, prefix } = house.redis;
  queue = new Queue(BOOKING_QUEUE, { connection: redis, prefix: `{${prefix}:queue}` });
  auditor = await aMember(house, 'auditor');
  for (let number = 1; number <= JOBS; number += 1) requests.push(await aRequest(number));
  await queue.addBulk(requests.map((data) => ({ name: 'book', data, opts: { jobId: data.requestId, attempts: 5 } })));
});

afterAll(async () => {
  await queue?.close();
  await house?.[Symbol.asyncDispose]();
});

async function aRequest(number: number): Promise<BookingRequest> {
  return {
    requestId: `r-${randomBytes(16).toString('base64url')}`,
    windowId: 'w-queue',
    personKey: randomBytes(16).toString('base64url'),
    number,
    choices: ['31'],
    sealedContact: `sealed-${randomBytes(30).toString('base64url')}`,
    phoneIndex: `phone-${randomBytes(16).toString('base64url')}`,
    language: 'ko',
    receivedAtMs: Date.now(),
    consentId: '0b2f7f0e-6c5f-4b7c-9d53-3f0e3a2d9a11',
  };
}

async function look(path: string, method = 'GET', headers: Record<string, string> = { ...auditor.headers }) {
  const answer = await house.staff(method, `${BOARD}${path}`, method === 'GET' ? undefined : {}, headers);
  return { ...answer, text: JSON.stringify(answer.body) };
}

/** Everything of a request that is about its person. */
function secretsOf({ personKey, sealedContact, phoneIndex, consentId }: BookingRequest): string[] {
  return [personKey, sealedContact, String(phoneIndex), String(consentId)];
}

test('the board shows how many requests wait, and a page of them at most', async () => {
  const { body } = await look('/api/queues?activeQueue=bookings&status=waiting&jobsPerPage=100000');
  const [shown] = Object(body).queues;
  expect(shown).toMatchObject({ name: 'bookings', readOnlyMode: true, allowRetries: false, counts: { waiting: JOBS } });
  expect(shown.jobs).toHaveLength(100);
});

test('a job tells what is asked for, and nothing about who asks', async () => {
  const request = requests.at(-1);
  if (request === undefined) throw new TypeError('nothing was asked for');
  const { requestId, windowId, number } = request;
  const job = await queue.getJob(requestId);
  // A failure may quote anything.
  await job?.log(`of ${request.personKey}`);
  await house.redis.redis.hset(queue.toKey(requestId), {
    failedReason: `cannot read ${request.sealedContact}`,
    stacktrace: JSON.stringify([`Error: ${request.personKey} in ${request.sealedContact}`]),
    returnvalue: JSON.stringify({ phone: request.phoneIndex }),
    progress: JSON.stringify({ phone: request.phoneIndex }),
  });
  const one = await look(`/api/queues/bookings/${requestId}`);
  expect(one.body).toMatchObject({ status: 'waiting', job: { id: requestId, data: { windowId, number } } });
  const list = await look('/api/queues?activeQueue=bookings&status=latest&jobsPerPage=100');
  const logs = await look(`/api/queues/bookings/${requestId}/logs`);
  expect(list.text.includes(requestId)).toBe(true);
  const shown = one.text + list.text + logs.text;
  expect(requests.flatMap(secretsOf).filter((secret) => shown.includes(secret))).toEqual([]);
});

test('a job that is no booking request tells nothing at all', async () => {
  await queue.add('홍길동', { name: '홍길동', phone: '01012345678' }, { jobId: 'stray' });
  const { status, text } = await look('/api/queues/bookings/stray');
  expect(status).toBe(200);
  expect(text).not.toMatch(/홍길동|5678/);
  await (await queue.getJob('stray'))?.remove();
});

/** What bull-board itself knows that changes something. */
function changesOf(job: string): [method: string, path: string][] {
  const all = ['pause', 'resume', 'promote', 'empty', 'obliterate', 'concurrency', 'rate-limit', 'clean/wait'];
  const one = ['retry', 'clean', 'promote', 'remove-unprocessed-children'];
  return [
    ...['pause', 'resume'].map((name): [string, string] => ['PUT', `/api/queues/${name}`]),
    ...[...all, 'retry/failed'].map((name): [string, string] => ['PUT', `/api/queues/bookings/${name}`]),
    ...one.map((name): [string, string] => ['PUT', `/api/queues/bookings/${job}/${name}`]),
    ...['update-data', 'delay', 'priority'].map((n): [string, string] => ['PATCH', `/api/queues/bookings/${job}/${n}`]),
    ['POST', '/api/queues/bookings/add'],
    ['DELETE', `/api/queues/bookings/${job}`],
  ];
}

test('nothing that would change a job exists, not for an admin and not for whoever has the staff key', async () => {
  const admin = await aMember(house, 'admin');
  const before = await house.redis.redis.lrange(queue.toKey('wait'), 0, -1);
  for (const headers of [{ ...admin.headers }, { authorization: `Bearer ${house.staffKey}` }]) {
    for (const [method, path] of changesOf(requests[0]?.requestId ?? '')) {
      expect({ path, answer: await look(path, method, headers) }).toMatchObject({ path, answer: { status: 404 } });
    }
  }
  expect(await queue.isPaused()).toBe(false);
  expect(await house.redis.redis.lrange(queue.toKey('wait'), 0, -1)).toEqual(before);
});

test('the board keeps the login by cookie, and asks nobody outside for anything', async () => {
  const cookie = `sunbeon_staff=${auditor.token}`;
  const page = await look('', 'GET', { cookie });
  expect(page).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
  expect(String(page.body)).toContain('src="static/');
  expect(String(page.body)).not.toMatch(/(?:href|src)="(?:https?:)?\/\//);
  const scripts = [...String(page.body).matchAll(/src="(static\/[^"]+)"/g)].map(([, src]) => src);
  for (const src of scripts) expect(await look(`/${src}`, 'GET', { cookie })).toMatchObject({ status: 200 });
  expect(await look('/api/queues', 'GET', { cookie: 'sunbeon_staff=ended' })).toMatchObject({ status: 401 });
});

test('the board has a policy of its own: nothing but from this door', async () => {
  const response = await fetch(`http://127.0.0.1:${house.api.staffPort}${BOARD}`, { headers: auditor.headers });
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/https?:|script-src[^;]*unsafe/);
  expect(response.headers.get('x-powered-by')).toBeNull();
});
